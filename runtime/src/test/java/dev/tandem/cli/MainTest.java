// SPDX-License-Identifier: Apache-2.0
package dev.tandem.cli;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MainTest {
    private static void assertOneLine(CommandLineRun run, String part) {
        assertAll(
                () -> assertEquals(2, run.exitCode()),
                () -> assertEquals("", run.out()),
                () -> assertEquals(1, run.err().lines().count(), run.err()),
                () -> assertTrue(run.err().startsWith("tandem: "), run.err()),
                () -> assertTrue(run.err().contains(part), run.err()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "--no-such-option",
                "no-such-command",
                "inspect",
                "inspect --no-such-option x.wasm",
                "inspect --functions=many x.wasm",
                "inspect --functions=-1 x.wasm",
                "inspect one.wasm two.wasm",
                "inspect no-such-file.wasm",
                "inspect .",
                "spec",
                "spec no-such-file.json",
                "spec --threads=0 .",
                "spec --threads=1000000000 .",
                "spec --timeout=soon .",
                "spec --timeout=-1s .",
                "spec --timeout=1e9h .",
                "bench no-such-file.wasm",
                "bench --seconds=NaN no-such-file.wasm",
                "bench --seconds=-1 no-such-file.wasm",
                "bench --arg=2147483648 no-such-file.wasm",
                "compile --repeat=0 no-such-file.wasm",
                "compile --threads=-1 no-such-file.wasm",
                "compile --threads=1000000000 no-such-file.wasm",
                "fuzz --seconds=-1 --count=1",
                "fuzz --seconds=0 --count=1",
                "fuzz --seconds=9223372036854775808",
                "fuzz --count=-1",
                "fuzz --count=0",
                "fuzz --seed=many --count=1",
                "fuzz --cells=jvm:baseline/-1 --count=1",
                "fuzz --cells=jvm:baseline/99999999999 --count=1",
                "run --timeout=-1s no-such-file.wasm",
                "run --timeout=0s no-such-file.wasm",
                "run --max-memory=-1 no-such-file.wasm",
                "run --max-memory=16777216TiB no-such-file.wasm",
                "compile --stats=xml no-such-file.wasm",
                "inspect http://",
                "inspect http://localhost:1/x.wasm",
            })
    void wrongUseIsOneLineAndExitCodeTwo(String line) {
        assertOneLine(CommandLineRun.of(line.isEmpty() ? new String[0] : line.split(" ")), "");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "inspect", "spec", "bench", "compile"})
    void helpAndVersionEverywhere(String command) {
        String[] help = command.isEmpty() ? new String[] {"--help"} : new String[] {command, "--help"};
        CommandLineRun run = CommandLineRun.of(help);
        assertEquals(0, run.exitCode());
        assertTrue(run.out().startsWith("Usage: tandem " + command), run.out());
        help[help.length - 1] = "--version";
        run = CommandLineRun.of(help);
        assertEquals(0, run.exitCode());
        assertTrue(run.out().startsWith("tandem "), run.out());
    }

    /** A fuzzer that has failed must not look like one that found nothing. */
    @Test
    void aFuzzerThatFailsSaysSo(@TempDir Path folder) throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        assertOneLine(CommandLineRun.of("fuzz", "--cells=jvm:baseline", "--count=1", "--finds=" + file + "/finds"), "--finds: cannot write");
        Path node = Files.writeString(folder.resolve("node"), "#!/bin/sh\nexit 1\n");
        assumeTrue(node.toFile().setExecutable(true));
        CommandLineRun run = CommandLineRun.of("fuzz", "--cells=jvm:baseline,v8", "--node=" + node, "--count=9", "--without=relaxed-vectors", "--finds=" + folder);
        assertEquals(2, run.exitCode(), run.err());
        assertTrue(run.err().contains("node"), run.err());
    }

    @Test
    void aStackTraceOnlyWhenAsked() {
        byte[] noModule = {1, 2, 3, 4};
        CommandLineRun quiet = CommandLineRun.withInput(noModule, "inspect", "-");
        assertOneLine(quiet, "offset 0");
        CommandLineRun verbose = CommandLineRun.withInput(noModule, "inspect", "--verbose", "-");
        assertEquals(2, verbose.exitCode());
        assertTrue(verbose.err().contains("\tat dev.tandem."), verbose.err());
    }
}
