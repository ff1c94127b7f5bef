// SPDX-License-Identifier: Apache-2.0
package dev.tandem.it.programs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tandem.ir.nativex64.NativeBackend;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Small C programs of our own, compiled for WASI; source, binary and build script are in {@code src/test/programs/c}. */
class ProgramsIT {

    private static final Path PROGRAMS = Path.of("src/test/programs/c");
    private static final Path EXAMPLES = Path.of("../examples");

    @TempDir
    Path folder;

    @Test
    void hello() {
        TandemProcess.run(List.of(), EXAMPLES.resolve("hello.wasm"), List.of()).exits(0).prints("Hello, world!\n");
    }

    @Test
    void withoutNativeAccessTheBackendIsBytecodeAndOneHintSaysSo() {
        assumeTrue(NativeBackend.unavailable().isEmpty());
        List<String> arguments = List.of("run", "--verbose", "--no-cache", EXAMPLES.resolve("hello.wasm").toString());
        TandemProcess bare = TandemProcess.start(List.of(), arguments, "");
        bare.exits(0).prints("Hello, world!\n").complains("backend jvm (auto: native access is not enabled");
        assertEquals(1, bare.err().lines().filter(line -> line.contains("machine code is faster")).count(), bare::err);
        TandemProcess.start(arguments, "").exits(0).prints("Hello, world!\n").complains("backend x64 (auto: the platform allows it");
    }

    @Test
    void argumentsEnvironmentAndExitCode() {
        TandemProcess.run(
                        List.of("--env=GREETING=good day", "--env=EMPTY="),
                        PROGRAMS.resolve("arguments.wasm"),
                        List.of("42", "--dir=this is the guest's", "", "ünï"))
                .exits(42)
                .prints("1: [42]\n2: [--dir=this is the guest's]\n3: []\n4: [ünï]\nGREETING=good day\nEMPTY=\n");
    }

    @Test
    void standardInput() {
        TandemProcess.run(List.of(), PROGRAMS.resolve("words.wasm"), List.of(), "a b c\nlonger line here\nend")
                .exits(0)
                .prints("3 lines, 7 words, 26 bytes\nereh enil regnol\n");
        TandemProcess.run(List.of(), PROGRAMS.resolve("words.wasm"), List.of())
                .exits(0)
                .prints("0 lines, 0 words, 0 bytes\n")
                .complains("nothing to read");
    }

    @Test
    void filesInAPreopenedDirectory() throws IOException {
        TandemProcess.run(List.of("--dir=" + folder + "::/work"), PROGRAMS.resolve("files.wasm"), List.of("/work"))
                .exits(0)
                .prints("size 10427\nfolder pointer second-name\nrenamed.txt\n\n0 failures\n");
        try (var left = Files.list(folder)) {
            assertEquals(List.of(), left.toList());
        }
    }

    @Test
    void aReadOnlyDirectoryStaysAsItIs() throws IOException {
        Files.writeString(folder.resolve("kept"), "text");
        var result = TandemProcess.run(List.of("--dir=" + folder + "::/work:ro"), PROGRAMS.resolve("files.wasm"), List.of("/work"));
        assertTrue(result.exit() == 1 || result.exit() == 134, result::err);
        try (var left = Files.list(folder)) {
            assertEquals(List.of(folder.resolve("kept")), left.toList());
        }
    }

    @Test
    void numbersSortingAndAGrowingHeap() throws IOException {
        TandemProcess.run(List.of(), PROGRAMS.resolve("numbers.wasm"), List.of())
                .exits(0)
                .prints(Files.readString(PROGRAMS.resolve("numbers.expected")));
    }

    @Test
    void clocksSleepAndRandomNumbers() {
        TandemProcess.run(List.of(), PROGRAMS.resolve("clocks.wasm"), List.of())
                .exits(0)
                .prints("""
                        slept at least as long as asked
                        wall clock after 2020
                        resolution given
                        random differs
                        yield 0
                        """);
    }

    @ParameterizedTest
    @CsvSource({
        "unreachable, unreachable",
        "divide, integer divide by zero",
        "bounds, out of bounds memory access",
        "null-call, uninitialized element",
        "wrong-call, indirect call type mismatch",
        "stack, call stack exhausted",
        "abort, unreachable"
    })
    void faultsAreTrapsThatLoseNothingWritten(String how, String trap) throws IOException {
        var result = TandemProcess.run(
                List.of("--dir=" + folder + "::/work"), PROGRAMS.resolve("faults.wasm"), List.of(how, "/work/file"));
        result.exits(134).prints("before\n").complains(trap).complains(how.equals("stack") ? "recurse" : "inner");
        assertFalse(result.err().contains("at dev.tandem"), result::err);
        assertEquals("written before the fault\n", Files.readString(folder.resolve("file")));
    }

    @Test
    void aTimeoutStopsAnEndlessLoop() {
        var result = TandemProcess.run(List.of("--timeout=8s"), PROGRAMS.resolve("faults.wasm"), List.of("loop"));
        assertTrue(result.exit() != 0, result::err);
        result.prints("before\n");
    }

    @Test
    void theSameSeedDrawsTheSameMaze() {
        var first = TandemProcess.run(List.of("--env=NO_COLOR=1"), EXAMPLES.resolve("maze.wasm"), List.of("24", "8", "2024"));
        var second = TandemProcess.run(List.of("--env=NO_COLOR=1"), EXAMPLES.resolve("maze.wasm"), List.of("24", "8", "2024"));
        first.exits(0).printsLine("24 x 8 cells, 45 steps from gate to gate.").prints(second.out());
        TandemProcess.run(List.of(), EXAMPLES.resolve("maze.wasm"), List.of("one")).exits(2).complains("not a number");
    }
}
