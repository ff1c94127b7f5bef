// SPDX-License-Identifier: Apache-2.0
package dev.tandem.cli;

import dev.tandem.cli.run.QuickRun;
import dev.tandem.cli.run.RunCommand;
import java.util.Optional;

/** The entry of the command line. Loads {@linkplain CommandTree picocli} only where {@link QuickRun} does not do. */
public final class Main {
    private Main() {}

    /** Ends the process with the exit code of the command. */
    public static void main(String[] args) {
        // What the engine logs is one line, in the form of all other messages.
        System.setProperty("java.util.logging.SimpleFormatter.format", "tandem: %5$s%n");
        int exitCode = execute(Console.ofProcess(), args);
        System.out.flush();
        System.err.flush();
        // Threads of a guest that did not stop, or of the HTTP client, must not hold up the end; nor the JDK's loggers, which exit() starts.
        Runtime.getRuntime().halt(exitCode);
    }

    /** Carries out a command line; returns the exit code. */
    static int execute(Console console, String... args) {
        if (args.length == 1 && args[0].equals("--version")) {
            console.out().println(Version.line());
            return ExitCode.SUCCESS;
        }
        Optional<RunCommand> run = QuickRun.read(console, args);
        if (run.isEmpty()) {
            return CommandTree.execute(console, args);
        }
        try {
            return run.get().call();
        } catch (Throwable e) {
            return Failures.report(e, console, run.get().verbose());
        }
    }
}
