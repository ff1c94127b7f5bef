// SPDX-License-Identifier: Apache-2.0
package dev.tandem.cli.spec;

import java.util.List;
import java.util.Optional;

/** A command of a conformance script. */
sealed interface Command {
    /** Line in the {@code .wast} that the script was converted from. */
    int line();

    /** What a command does to an instance; without {@code instance} it is the current one. */
    sealed interface Action {
        Optional<String> instance();

        /** Name of the export. */
        String field();
    }

    /** Calls an exported function. */
    record Invoke(Optional<String> instance, String field, List<Literal> arguments) implements Action {}

    /** Reads an exported global. */
    record Get(Optional<String> instance, String field) implements Action {}

    /** Instantiates a module, which becomes the current instance. */
    record Module(int line, Optional<String> name, String filename) implements Command {}

    /** Decodes and validates a module, to be instantiated later. */
    record Definition(int line, Optional<String> name, String filename) implements Command {}

    /** Instantiates a definition (by default the latest), which becomes the current instance. */
    record Instantiate(int line, Optional<String> instance, Optional<String> definition) implements Command {}

    /** Offers the exports of an instance for import from module {@code as}. */
    record Register(int line, Optional<String> instance, String as) implements Command {}

    /** Must return; results are not looked at. */
    record Perform(int line, Action action) implements Command {}

    /** Must return exactly these results. */
    record AssertReturn(int line, Action action, List<Expectation> expected) implements Command {}

    /** Must end abnormally in a certain way; {@code text} is how the reference interpreter's message begins. */
    record AssertFailure(int line, Outcome outcome, Action action, String text) implements Command {
        /** How guest code can end other than by returning. */
        enum Outcome {
            TRAP,
            EXHAUSTION,
            EXCEPTION,
            SUSPENSION
        }
    }

    /** A module that must be refused. */
    record AssertRefused(int line, Stage stage, String filename) implements Command {
        /** Where a module is refused. */
        enum Stage {
            MALFORMED,
            INVALID,
            UNLINKABLE,
            UNINSTANTIABLE
        }
    }

    /** Runs commands in a new thread that sees, of the outer instances, only {@code shared}. */
    record StartThread(int line, String name, Optional<String> shared, List<Command> commands) implements Command {}

    /** Joins a thread. */
    record JoinThread(int line, String name) implements Command {}

    /** Not run, for a reason that lies in the script: a module in text form, an assertion that a later standard reversed. */
    record Skipped(int line, String reason) implements Command {}
}
