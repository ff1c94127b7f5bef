// SPDX-License-Identifier: Apache-2.0
package dev.tandem.it.embedding;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** All Java code in the documents stands, but for white space, in sources that are compiled and run. */
final class DocumentedCodeTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Pattern BLOCK = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);
    private static final String GUIDE = "it-tests/src/test/java/dev/tandem/it/embedding";
    private static final String EXAMPLE = "examples/custom-tier/src";

    static List<Arguments> documents() {
        return List.of(
                Arguments.of("README.md", GUIDE, 1),
                Arguments.of("docs/embedding.md", GUIDE, 13),
                Arguments.of("docs/custom-tiers.md", EXAMPLE, 10));
    }

    @ParameterizedTest
    @MethodSource("documents")
    void isTested(String document, String sources, int blocks) throws IOException {
        StringBuilder tested = new StringBuilder();
        try (Stream<Path> files = Files.walk(ROOT.resolve(sources))) {
            for (Path file : (Iterable<Path>) files.filter(path -> path.toString().endsWith(".java"))::iterator) {
                tested.append(squeeze(Files.readString(file))).append('\n');
            }
        }
        int found = 0;
        Matcher matcher = BLOCK.matcher(Files.readString(ROOT.resolve(document)));
        while (matcher.find()) {
            found++;
            String shown = squeeze(matcher.group(1));
            assertTrue(tested.toString().contains(shown), () -> document + " shows code that is not tested: " + shown);
        }
        assertEquals(blocks, found, "blocks of code");
    }

    private static String squeeze(String text) {
        return text.replaceAll("\\s+", " ").trim();
    }
}
