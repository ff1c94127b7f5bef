// SPDX-License-Identifier: Apache-2.0
package dev.tandem.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CacheTest {
    private static final String FILE = "[0-9a-f]{12} +[0-9,]+ bytes  \\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d  ";

    @TempDir
    Path folder;

    private CommandLineRun cache(String action) {
        return CommandLineRun.of("cache", "--cache-dir=" + folder.resolve("cache"), action);
    }

    /** Fills the cache with one file, and gives its path. */
    private Path filled() throws IOException {
        Path module = Files.write(folder.resolve("a.wasm"), TinyModule.twice());
        CommandLineRun run = CommandLineRun.of(
                "run", "--tier=optimizing", "--cache-dir=" + folder.resolve("cache"), "--invoke=twice", module.toString(), "21");
        assertEquals("42\n", run.out(), run.err());
        try (Stream<Path> files = Files.walk(folder.resolve("cache"))) {
            List<Path> regular = files.filter(file -> file.toString().endsWith(".code")).toList();
            assertEquals(1, regular.size(), regular::toString);
            return regular.getFirst();
        }
    }

    @Test
    void anEmptyCache() {
        assertEquals(new CommandLineRun(0, "files: 0, bytes: 0\n", ""), cache("list"));
        assertEquals(new CommandLineRun(0, "0 files are whole\n", ""), cache("verify"));
        assertEquals(new CommandLineRun(0, "0 files removed\n", ""), cache("clear"));
    }

    @Test
    void aLineSaysWhatAFileHolds() throws IOException {
        filled();
        List<String> lines = cache("list").out().lines().toList();
        assertEquals(2, lines.size(), lines::toString);
        assertTrue(lines.getFirst().matches(FILE + "module [0-9a-f]{12}, target \\S+, build \\S+, tiers optimizing/\\S+"), lines.getFirst());
        assertTrue(lines.getLast().matches("files: 1, bytes: [0-9,]+"), lines.getLast());
    }

    @Test
    void damageIsFoundAndRemoved() throws IOException {
        Path file = filled();
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        Files.write(file, bytes);
        List<String> lines = cache("list").out().lines().toList();
        assertTrue(lines.getFirst().matches(FILE + "damaged.*"), lines.getFirst());
        CommandLineRun verify = cache("verify");
        assertEquals(1, verify.exitCode());
        assertTrue(verify.out().matches("[0-9a-f]{64} was damaged\n0 files are whole\n"), verify.out());
        assertEquals(0, cache("verify").exitCode());
    }

    @Test
    void aFileIsNoCache() throws IOException {
        Files.createFile(folder.resolve("cache"));
        assertEquals(new CommandLineRun(2, "", "tandem: --cache-dir: not a directory: " + folder.resolve("cache") + "\n"), cache("list"));
    }

    @Test
    void anotherActionIsRefused() {
        CommandLineRun run = cache("frob");
        assertEquals(2, run.exitCode());
        assertEquals("tandem: list, clear or verify, not frob\n", run.err());
    }
}
