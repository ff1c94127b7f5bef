// SPDX-License-Identifier: Apache-2.0
package dev.tandem.it.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What must be the same in many files: the licence line, the version, the list of artifacts. */
final class ReleaseTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final String LICENCE = "SPDX-License-Identifier: Apache-2.0";
    private static final Set<String> FOREIGN_FOLDERS = Set.of("target", "third-party", ".git", "fuzz-finds", "node_modules");
    private static final Pattern LICENSED = Pattern.compile(".*\\.(java|c|h|mjs|sh|go|rs|py|xml)|build|compare|figures|native|run|release|tandem|fetch-real-programs|real-programs");
    private static final Pattern VERSION = Pattern.compile("<version>([^<$]*)</version>");

    private static List<Path> files() throws IOException {
        List<Path> files = new ArrayList<>();
        Files.walkFileTree(ROOT, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                return FOREIGN_FOLDERS.contains(folder.getFileName().toString()) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                files.add(file);
                return FileVisitResult.CONTINUE;
            }
        });
        return files;
    }

    /** In one of the first three lines: XML and scripts begin with something else. */
    @Test
    void sourcesNameTheirLicence() throws IOException {
        List<Path> without = new ArrayList<>();
        int seen = 0;
        for (Path file : files()) {
            if (LICENSED.matcher(file.getFileName().toString()).matches()) {
                seen++;
                String text = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
                if (text.lines().limit(3).noneMatch(line -> line.contains(LICENCE))) {
                    without.add(ROOT.relativize(file));
                }
            }
        }
        assertEquals(List.of(), without);
        assertTrue(seen > 1000, "files seen: " + seen);
    }

    private static String pom(String module) throws IOException {
        return Files.readString(ROOT.resolve(module).resolve("pom.xml"));
    }

    private static String version(String pom) {
        Matcher matcher = VERSION.matcher(pom);
        assertTrue(matcher.find());
        return matcher.group(1);
    }

    @Test
    void theBillOfMaterialsHasAllArtifactsInTheirVersion() throws IOException {
        String root = pom("");
        String bom = pom("bom");
        assertEquals(version(root), version(bom));
        Matcher module = Pattern.compile("<module>([^<]*)</module>").matcher(root);
        Set<String> missing = new TreeSet<>();
        while (module.find()) {
            String name = module.group(1);
            boolean published = !name.equals("bom") && !name.startsWith("benchmarks/");
            if (published && !bom.contains("<artifactId>" + name + "</artifactId>")) {
                missing.add(name);
            }
        }
        assertEquals(Set.of(), missing);
    }

    @Test
    void examplesUseThisVersion() throws IOException {
        for (String example : List.of("examples/custom-tier", "examples/embedding")) {
            assertTrue(pom(example).contains("<tandem.version>" + version(pom("")) + "</tandem.version>"), example);
        }
        assertTrue(Files.readString(ROOT.resolve("docs/embedding.md")).contains("<version>" + version(pom("")) + "</version>"));
    }
}
