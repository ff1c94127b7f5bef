// SPDX-License-Identifier: Apache-2.0
package dev.tandem.it.programs;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Third-party programs, end to end; what they must print is what they print under V8. They are fetched, never committed: where
 * {@code third-party/} is absent these tests are skipped, and say so.
 */
class RealProgramsIT {

    private static final Path PROGRAMS = Path.of("src/test/programs");

    @TempDir
    Path folder;

    private static Path program(String name) {
        Path file = Path.of("../third-party/wasm").resolve(name);
        assumeTrue(Files.exists(file), () -> "third-party/wasm/" + name + " is absent: run .ci/fetch-real-programs");
        return file;
    }

    private TandemProcess run(String name, String... arguments) {
        return TandemProcess.run(List.of("--dir=" + folder + "::/work"), program(name), List.of(arguments));
    }

    private void bring(String file) throws IOException {
        Path source = PROGRAMS.resolve(file);
        Files.copy(source, folder.resolve(source.getFileName().toString()));
    }

    /** Text with long and short repeats, and some noise: a fair meal for a compressor. */
    private static byte[] compressible(int size) {
        SplittableRandom random = new SplittableRandom(20240229);
        byte[] data = new byte[size];
        for (int i = 0; i < size; i++) {
            boolean repeat = i > 5000 && random.nextInt(40) != 0;
            data[i] = repeat ? data[i - 1 - (i / 997 % 7 + 1) * 512] : (byte) random.nextInt(32, 127);
        }
        return data;
    }

    @Test
    void cpythonPrints() {
        run("python.wasm", "-c", "print(42)").exits(0).prints("42\n");
    }

    @Test
    void cpythonJsonHashesFilesAndNumbers() throws IOException {
        bring("python/check.py");
        run("python.wasm", "/work/check.py").exits(3).prints(Files.readString(PROGRAMS.resolve("python/check.expected")));
        assertEquals(18022, Files.size(folder.resolve("out.txt")));
    }

    @Test
    void cpythonTracebackOfAnException() {
        run("python.wasm", "-c", "import os; os.mkdir('/work/new'); 1 / 0").exits(1).complains("ZeroDivisionError: division by zero");
        assertTrue(Files.isDirectory(folder.resolve("new")));
    }

    @Test
    void sqliteInMemory() {
        run("speedtest1.wasm", "--size", "5", "--verify")
                .exits(0)
                .printsLine("Verification Hash: 826556 2ef302098d252181c4cb98b84a8a332a8e98506910393697");
    }

    @Test
    void sqliteOnAFile() throws IOException {
        run("speedtest1.wasm", "--vfs", "unix-none", "--size", "2", "--verify", "/work/test.db")
                .exits(0)
                .printsLine("Verification Hash: 244592 28e6676ac610b0067f7b48634a7665a3ccf4f1ef8d7fd374");
        assertEquals("SQLite format 3\0", new String(Files.readAllBytes(folder.resolve("test.db")), 0, 16, StandardCharsets.US_ASCII));
    }

    @Test
    void bzip2ThereAndBack() throws IOException {
        byte[] data = compressible(1 << 20);
        Path file = Files.write(folder.resolve("data"), data);
        run("bzip2.wasm", "-9", "/work/data").exits(0);
        Path packed = folder.resolve("data.bz2");
        assertTrue(Files.notExists(file) && Files.size(packed) < data.length / 2, "packed");
        run("bzip2.wasm", "-t", "-v", "/work/data.bz2").exits(0).complains("ok");
        run("bzip2.wasm", "-d", "/work/data.bz2").exits(0);
        assertArrayEquals(data, Files.readAllBytes(file));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "-6", "-19"})
    void zstdThereAndBack(String level) throws IOException {
        byte[] data = compressible(1 << 20);
        Files.write(folder.resolve("data"), data);
        run("zstd.wasm", "-q", level, "/work/data", "-o", "/work/packed").exits(0);
        assertTrue(Files.size(folder.resolve("packed")) < data.length / 2, "packed");
        run("zstd.wasm", "-q", "-d", "/work/packed", "-o", "/work/back").exits(0);
        assertArrayEquals(data, Files.readAllBytes(folder.resolve("back")));
    }

    @Test
    void rust() throws IOException {
        Files.writeString(folder.resolve("words.txt"), "the cat and the dog and the bird\n");
        run("rust.wasm", "/work/words.txt", "/work/report.txt")
                .exits(0)
                .prints("""
                             3 the
                             2 and
                             1 bird
                             1 cat
                             1 dog
                        words 8 distinct 5 entropy 2.155639
                        wrote 92 bytes, read back the same
                        """);
        run("rust.wasm", "/work/missing").exits(3).complains("/work/missing: NotFound");
    }

    @Test
    void go() throws IOException {
        TandemProcess.run(List.of("--env=TANDEM=yes"), program("go.wasm"), List.of("a", "b"))
                .exits(7)
                .prints(Files.readString(PROGRAMS.resolve("go/primes.expected")));
    }

    @Test
    void clangCompilesASmallFile() throws Exception {
        bring("clang/sums.c");
        run("clang.wasm", "-cc1", "-triple", "wasm32", "-O2", "-S", "-o", "/work/sums.s", "/work/sums.c").exits(0);
        assertEquals(Files.readString(PROGRAMS.resolve("clang/sums.expected")), Files.readString(folder.resolve("sums.s")));
        run("clang.wasm", "-cc1", "-triple", "wasm32", "-O2", "-emit-obj", "-o", "/work/sums.o", "/work/sums.c").exits(0);
        assertEquals(
                "bdda96f928ffb2562972b1f5e68f1dc8ef57b27cfd6cfb8ba004755e3da8a7ae", sha256(folder.resolve("sums.o")));
    }

    @Test
    void fliteSpeaks() throws Exception {
        run("flite.wasm", "-t", "hello from wasm", "-o", "/work/hello.wav").exits(0);
        assertEquals(
                "8a260316cd50ce480bf9995d745665364691079cc47de53a1b1ad47b110b8bf5", sha256(folder.resolve("hello.wav")));
    }

    @Test
    void yosysSynthesizesACounter() throws IOException {
        bring("yosys/counter.v");
        run("yosys.wasm", "-q", "-p",
                        "read_verilog /work/counter.v; proc; opt; simplemap; opt; write_verilog -noattr /work/counter.out")
                .exits(0);
        assertEquals(Files.readString(PROGRAMS.resolve("yosys/counter.expected")), Files.readString(folder.resolve("counter.out")));
    }

    /** Modules that live in other hosts, or take long to compile whole: every function decoded and validated. */
    @ParameterizedTest
    @ValueSource(strings = {"esbuild.wasm", "rdkit.wasm", "ruby.wasm", "quickjs.wasm", "clang.wasm", "yosys.wasm"})
    void loads(String name) {
        var result = TandemProcess.start(List.of("compile", "--tier=none", "--stats=json", program(name).toString()), "");
        assertTrue(result.exits(0).out().contains("\"functions\""), result::out);
    }

    /** Every function compiled, called or not. */
    @ParameterizedTest
    @ValueSource(strings = {"quickjs.wasm", "ruby.wasm", "esbuild.wasm", "rdkit.wasm", "python.wasm", "go.wasm"})
    void compilesWhole(String name) {
        TandemProcess.start(List.of("compile", "--tier=baseline", program(name).toString()), "").exits(0);
    }

    private static String sha256(Path file) throws Exception {
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
        return HexFormat.of().formatHex(digest);
    }
}
