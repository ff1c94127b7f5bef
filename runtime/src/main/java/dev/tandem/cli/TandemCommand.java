// SPDX-License-Identifier: Apache-2.0
package dev.tandem.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Option;

/** A command of the command line; its result is the exit code of the process. */
public abstract class TandemCommand implements Callable<Integer> {
    private final Console console;

    @Option(names = "--verbose", description = "Say which backend was picked and why; show a Java stack trace with an error.")
    boolean verbose;

    protected TandemCommand(Console console) {
        this.console = console;
    }

    protected final Console console() {
        return console;
    }

    /** As the option {@code --verbose} does. */
    public final void showStackTraces() {
        verbose = true;
    }

    public final boolean verbose() {
        return verbose;
    }
}
