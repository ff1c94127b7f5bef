// SPDX-License-Identifier: Apache-2.0
package dev.tandem.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The {@code tandem} command. */
@Command(
        name = "tandem",
        description = "Runs and examines WebAssembly modules.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class)
public final class Main implements Runnable {

    @Spec
    private CommandSpec spec;

    /** Ends the process with the exit code of the command. */
    public static void main(String[] args) {
        System.exit(execute(args));
    }

    static int execute(String... args) {
        return new CommandLine(new Main())
                .setParameterExceptionHandler((e, given) -> wrongUse(e))
                .execute(args);
    }

    private static int wrongUse(ParameterException e) {
        e.getCommandLine().getErr().println("tandem: " + e.getMessage() + " (see tandem --help)");
        return 2;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "no command given");
    }
}
