// SPDX-License-Identifier: Apache-2.0
package dev.tandem.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** Every command line of Tandem that a document shows names a command and options that there are. */
class DocumentedCommandsTest {
    private static final Path ROOT = Path.of("..");
    /** In a block, or between backticks. */
    private static final Pattern COMMAND = Pattern.compile("(?:(?<=`)|(?m:^))(?:\\./)?tandem ([^`\\n]*)");
    private static final Pattern OPTION = Pattern.compile("(?<= |^)--[a-z-]+");

    private final CommandLine tandem = CommandTree.commandLine(new Console(
            new ByteArrayInputStream(new byte[0]), new PrintStream(new ByteArrayOutputStream()), new PrintStream(new ByteArrayOutputStream()), false));

    private static List<Path> documents() throws IOException {
        List<Path> documents = new ArrayList<>();
        for (Path folder : List.of(ROOT, ROOT.resolve("docs"))) {
            try (Stream<Path> files = Files.list(folder)) {
                files.filter(file -> file.toString().endsWith(".md")).forEach(documents::add);
            }
        }
        return documents;
    }

    @Test
    void commandsAndOptionsExist() throws IOException {
        List<String> wrong = new ArrayList<>();
        int seen = 0;
        for (Path document : documents()) {
            String text = Files.readString(document, StandardCharsets.UTF_8);
            for (MatchResult shown : COMMAND.matcher(text).results().toList()) {
                seen++;
                String line = shown.group(1);
                String name = line.split("[ |]")[0];
                CommandLine command = name.startsWith("--") ? tandem : tandem.getSubcommands().get(name);
                if (command == null) {
                    wrong.add(document + ": " + shown.group());
                    continue;
                }
                for (MatchResult option : OPTION.matcher(line).results().toList()) {
                    if (command.getCommandSpec().findOption(option.group()) == null) {
                        wrong.add(document + ": " + option.group() + " in " + shown.group());
                    }
                }
            }
        }
        assertEquals(List.of(), wrong);
        assertTrue(seen > 10, "command lines seen: " + seen);
    }
}
