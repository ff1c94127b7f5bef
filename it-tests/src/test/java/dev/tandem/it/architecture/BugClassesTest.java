// SPDX-License-Identifier: Apache-2.0
package dev.tandem.it.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@code docs/bug-classes.md} names tests that exist. */
final class BugClassesTest {
    private static final Path ROOT = Path.of("..");
    private static final Pattern NAMED = Pattern.compile("`(\\w+(?:Test|IT))(?:\\.(\\w+))?`");

    @Test
    void theTestsAreThere() throws IOException {
        Map<String, String> sources = new HashMap<>();
        try (Stream<Path> modules = Files.list(ROOT)) {
            for (Path module : modules.filter(path -> Files.isDirectory(path.resolve("src/test"))).toList()) {
                try (Stream<Path> files = Files.walk(module.resolve("src/test"))) {
                    for (Path file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
                        sources.merge(file.getFileName().toString().replace(".java", ""), Files.readString(file), String::concat);
                    }
                }
            }
        }
        List<String> missing = new ArrayList<>();
        int classes = 0;
        for (String line : Files.readAllLines(ROOT.resolve("docs/bug-classes.md"))) {
            classes += line.matches("\\| \\d+ .*") ? 1 : 0;
            for (MatchResult named : NAMED.matcher(line).results().toList()) {
                String source = sources.getOrDefault(named.group(1), "");
                if (source.isEmpty() || (named.group(2) != null && !source.contains("void " + named.group(2) + "("))) {
                    missing.add(named.group());
                }
            }
        }
        assertEquals(List.of(), missing);
        assertEquals(51, classes);
    }
}
