// SPDX-License-Identifier: Apache-2.0
package dev.tandem.cli;

import dev.tandem.cli.bench.BenchCommand;
import dev.tandem.cli.bench.CompileCommand;
import dev.tandem.cli.cache.CacheCommand;
import dev.tandem.cli.fuzz.FuzzCommand;
import dev.tandem.cli.inspect.InspectCommand;
import dev.tandem.cli.run.RunCommand;
import dev.tandem.cli.spec.SpecCommand;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The {@code tandem} command and its subcommands, as picocli knows them. */
@Command(
        name = "tandem",
        description = "Runs and examines WebAssembly modules.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class)
final class CommandTree implements Runnable {
    @Spec
    private CommandSpec spec;

    static int execute(Console console, String... args) {
        CommandLine line = commandLine(console);
        try {
            return line.execute(args);
        } catch (Error e) {
            // picocli hands only exceptions to its handler.
            return Failures.report(e, console, false);
        }
    }

    /** The command line; parsing it sets the fields of the command objects. */
    static CommandLine commandLine(Console console) {
        CommandLine line = new CommandLine(new CommandTree());
        TandemCommand[] commands = {
            new RunCommand(console),
            new InspectCommand(console),
            new SpecCommand(console),
            new BenchCommand(console),
            new CompileCommand(console),
            new FuzzCommand(console),
            new CacheCommand(console)
        };
        for (TandemCommand command : commands) {
            CommandLine subcommand = new CommandLine(command);
            subcommand.getCommandSpec().versionProvider(new Version());
            // What follows the first positional parameter, FILE, belongs to the guest.
            subcommand.setStopAtPositional(command instanceof RunCommand);
            line.addSubcommand(subcommand);
        }
        return line.setExpandAtFiles(false)
                .setOut(new PrintWriter(console.out(), true, StandardCharsets.UTF_8))
                .setErr(new PrintWriter(console.err(), true, StandardCharsets.UTF_8))
                .setParameterExceptionHandler((e, given) -> wrongUse(e, console))
                .setExecutionExceptionHandler((e, failed, given) -> failed(e, failed, console));
    }

    private static int wrongUse(ParameterException e, Console console) {
        String command = e.getCommandLine().getCommandSpec().qualifiedName();
        console.complain(e.getMessage() + " (see " + command + " --help)");
        return ExitCode.BAD_INPUT;
    }

    private static int failed(Exception e, CommandLine failed, Console console) {
        boolean verbose = failed.getCommand() instanceof TandemCommand command && command.verbose();
        return Failures.report(e, console, verbose);
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "no command given");
    }
}
