// SPDX-License-Identifier: Apache-2.0
package dev.tandem.cli;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** What picocli makes of a command line, without carrying it out. */
public final class TestCommandLine {
    private TestCommandLine() {}

    /** The command object whose fields the line set. */
    public static <T extends TandemCommand> T parse(Console console, Class<T> type, String... line) {
        CommandLine tree = CommandTree.commandLine(console);
        tree.parseArgs(line);
        CommandLine command = tree.getParseResult().subcommand().commandSpec().commandLine();
        return type.cast(command.getCommand());
    }

    /** The long options of a command. */
    public static List<String> optionNames(Console console, String command) {
        List<String> names = new ArrayList<>();
        for (OptionSpec option : CommandTree.commandLine(console).getSubcommands().get(command).getCommandSpec().options()) {
            names.add(option.longestName());
        }
        return names;
    }
}
