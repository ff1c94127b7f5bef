// SPDX-License-Identifier: Apache-2.0
package dev.tandem.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tandem.ir.nativex64.NativeBackend;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunTest {
    @TempDir
    Path folder;

    private String functions = "";

    @BeforeEach
    void write() throws IOException {
        functions = file("functions.wasm", TinyModule.functions());
    }

    private String file(String name, byte[] bytes) throws IOException {
        return Files.write(folder.resolve(name), bytes).toString();
    }

    private static void assertRefused(String part, CommandLineRun run) {
        assertEquals(2, run.exitCode(), run.err());
        assertEquals(1, run.err().lines().count(), run.err());
        assertTrue(run.err().contains(part), run.err());
    }

    @Test
    void resultsAreOnePerLine() {
        assertEquals(
                new CommandLineRun(0, "-3\n", ""), CommandLineRun.of("run", "--invoke=add", functions, "-5", "2"));
        assertEquals(new CommandLineRun(0, "1.5\n", ""), CommandLineRun.of("run", "--invoke", "echo", functions, "1.5"));
    }

    @Test
    void argumentsMustFit() {
        assertRefused("add takes 2 arguments", CommandLineRun.of("run", "--invoke=add", functions, "1"));
        assertRefused("argument 2 of the function is of type i32", CommandLineRun.of("run", "--invoke=add", functions, "1", "x"));
        assertRefused("add, boom, spin, dive, echo", CommandLineRun.of("run", "--invoke=none", functions));
        assertRefused("no exported function _start", CommandLineRun.of("run", functions));
    }

    @Test
    void trapsShowCodeAndBacktrace() {
        CommandLineRun run = CommandLineRun.of("run", "--invoke=boom", functions);
        assertEquals(134, run.exitCode());
        String[] lines = run.err().split("\n", -1);
        assertTrue(lines[0].startsWith("tandem: trap UNREACHABLE: unreachable"), run.err());
        assertTrue(lines[1].startsWith("  0: m!inner@0x"), run.err());
        assertTrue(lines[2].startsWith("  1: m!boom@0x"), run.err());
        assertTrue(!run.err().contains("\tat "), run.err());
    }

    @Test
    void endlessRecursionIsATrap() {
        CommandLineRun run = CommandLineRun.of("run", "--invoke=dive", functions);
        assertEquals(134, run.exitCode());
        assertTrue(run.err().startsWith("tandem: trap CALL_STACK_EXHAUSTED"), run.err());
        assertTrue(run.err().contains(" more frames\n"), run.err());
        assertEquals(42, run.err().lines().count());
    }

    @Test
    void timeoutInterrupts() {
        CommandLineRun run = CommandLineRun.of("run", "--invoke=spin", "--timeout=50ms", functions);
        assertEquals(134, run.exitCode());
        assertTrue(run.err().startsWith("tandem: trap INTERRUPTED"), run.err());
    }

    @Test
    void exitCodeOfTheGuest() throws IOException {
        assertEquals(new CommandLineRun(7, "", ""), CommandLineRun.of("run", file("exit.wasm", TinyModule.exiting(7)), "--help"));
        assertEquals(new CommandLineRun(0, "", ""), CommandLineRun.withInput(TinyModule.exiting(0), "run", "-"));
    }

    @Test
    void memoryLimit() throws IOException {
        String module = file("memory.wasm", TinyModule.memory(4));
        assertEquals(0, CommandLineRun.of("run", "--max-memory=256KiB", module).exitCode());
        assertRefused(module + ": a memory of 4 or more pages exceeds the limit of 3 pages", CommandLineRun.of("run", "--max-memory=255KiB", module));
    }

    @Test
    void importsMustBeThere() throws IOException {
        assertRefused("nowhere", CommandLineRun.of("run", file("a.wasm", TinyModule.importing("nowhere", "f"))));
        assertRefused("f", CommandLineRun.of("run", file("b.wasm", TinyModule.importing("wasi_snapshot_preview1", "f"))));
        assertRefused(
                "proc_raise", CommandLineRun.of("run", file("c.wasm", TinyModule.importing("wasi_snapshot_preview1", "proc_raise"))));
    }

    @Test
    void wrongModules() throws IOException {
        assertRefused("invalid.wasm: ", CommandLineRun.of("run", file("invalid.wasm", TinyModule.invalid())));
        assertRefused("text.wat: ", CommandLineRun.of("run", file("text.wat", "(module)".getBytes(StandardCharsets.UTF_8))));
        assertRefused("empty.wasm: ", CommandLineRun.of("run", file("empty.wasm", new byte[0])));
        assertRefused("no such file: its name is empty", CommandLineRun.of("run", ""));
        assertRefused("no such file", CommandLineRun.of("run", folder + "/none.wasm"));
        assertRefused("a directory", CommandLineRun.of("run", folder.toString()));
        assertRefused("--dir: no such directory", CommandLineRun.of("run", "--dir=" + folder + "/none", functions));
        assertRefused("--env", CommandLineRun.of("run", "--env=A", functions));
        assertRefused("--stats", CommandLineRun.of("run", "--stats=xml", functions));
        assertRefused("backend", CommandLineRun.of("run", "--backend=none", functions));
        assertRefused("tier", CommandLineRun.of("run", "--tier=none", functions));
    }

    /** What came of the guest is said all the same. */
    @Test
    void symbolsAndTracesThatCannotBeWritten() {
        assumeTrue(NativeBackend.unavailable().isEmpty());
        CommandLineRun symbols = CommandLineRun.of("run", "--symbols=" + folder + "/none/a.elf", "--invoke=boom", functions);
        assertEquals(134, symbols.exitCode());
        assertTrue(symbols.err().contains("--symbols: cannot write " + folder + "/none/a.elf: no such file or folder\n"), symbols.err());
        assertTrue(symbols.err().contains("trap UNREACHABLE"), symbols.err());
        CommandLineRun trace = CommandLineRun.of("run", "--trace-tiers=" + folder + "/none/a.html", "--invoke=add", functions, "1", "2");
        assertEquals(new CommandLineRun(0, "3\n", "tandem: --trace-tiers: cannot write " + folder + "/none/a.html: no such file or folder\n"), trace);
    }

    @Test
    void statistics() {
        CommandLineRun run = CommandLineRun.of("run", "--stats=json", "--invoke=add", functions, "1", "2");
        assertEquals("3\n", run.out());
        assertTrue(run.err().startsWith("{\"read_ms\":"), run.err());
        for (String key : new String[] {
            "decode_ms", "instantiate_ms", "first_call_ms", "run_ms", "\"baseline\":{\"functions\":1,", "guest_mb", "rss_mb", "guest_share"
        }) {
            assertTrue(run.err().contains(key), run.err());
        }
        run = CommandLineRun.of("run", "--stats", "--invoke=add", functions, "1", "2");
        assertTrue(run.err().contains("instantiate: "), run.err());
    }

    @Test
    void urls() throws IOException {
        try (TinyHttpServer server = new TinyHttpServer("/exit.wasm", TinyModule.exiting(5))) {
            assertEquals(5, CommandLineRun.of("run", server.base() + "/exit.wasm").exitCode());
            assertEquals(new CommandLineRun(5, "", ""), CommandLineRun.of("run", "--eager", server.base() + "/exit.wasm"));
            assertRefused("HTTP status 404", CommandLineRun.of("run", server.base() + "/none.wasm"));
        }
        try (TinyHttpServer server = new TinyHttpServer("/invalid.wasm", TinyModule.invalid())) {
            assertRefused("/invalid.wasm: ", CommandLineRun.of("run", server.base() + "/invalid.wasm"));
        }
        assertRefused("no connection", CommandLineRun.of("run", "http://127.0.0.1:1/a.wasm"));
    }

    @Test
    void eagerRunsCompileAllFunctions() throws IOException {
        String file = file("exit.wasm", TinyModule.exiting(0));
        assertEquals(0, CommandLineRun.of("run", "--eager", file).exitCode());
        CommandLineRun run = CommandLineRun.of("run", "--eager", "--no-cache", "--stats=json", "--invoke=add", functions, "1", "2");
        assertTrue(!run.err().contains("\"baseline\":{\"functions\":1,"), run.err());
    }
}
