// SPDX-License-Identifier: Apache-2.0
package dev.tandem.it.stress;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tandem.api.Engine;
import dev.tandem.api.Imports;
import dev.tandem.api.Instance;
import dev.tandem.ir.trap.TrapCode;
import dev.tandem.ir.trap.WasmTrap;
import dev.tandem.it.Cell;
import dev.tandem.it.programs.WasmBytes;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Little memory, little address space, small stacks: programs run, or fail with a message; no process ends otherwise. */
class HostileSystemIT {
    private static final Path EXAMPLES = Path.of("..", "examples");
    private static final Path KERNELS = Path.of("..", "benchmarks", "kernels");

    /** In a shell, after a command of its own. */
    private static Ended run(String before, List<String> jvm, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED"));
        command.addAll(jvm);
        command.addAll(List.of(
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                "dev.tandem.cli.Main"));
        command.addAll(List.of(arguments));
        String line = before + "exec '" + String.join("' '", command) + "' 2>&1";
        Process process = new ProcessBuilder("sh", "-c", line).redirectErrorStream(true).start();
        CompletableFuture.delayedExecutor(10, TimeUnit.MINUTES).execute(process::destroyForcibly);
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ended(process.waitFor(), output);
    }

    private record Ended(int exit, String output) {}

    @ParameterizedTest
    @ValueSource(strings = {"x64", "jvm"})
    void aSmallHeapIsEnoughForPrograms(String backend) throws IOException, InterruptedException {
        assumeTrue(Cell.of(backend + ":dynamic").variant().isAvailable());
        Ended maze = run("", List.of("-Xmx64m"), "run", "--no-cache", "--backend=" + backend, "--env=NO_COLOR=1",
                EXAMPLES.resolve("maze.wasm").toString(), "24", "8", "2024");
        assertEquals(0, maze.exit, maze::output);
        assertTrue(maze.output.contains("45 steps from gate to gate"), maze::output);
        Ended kernel = run("", List.of("-Xmx64m"), "run", "--no-cache", "--backend=" + backend, "--tier=optimizing", "--invoke=run",
                KERNELS.resolve("sha256_unrolled.wasm").toString(), "4000");
        assertEquals(0, kernel.exit, kernel::output);
        assertTrue(kernel.output.contains("1168192015"), kernel::output);
    }

    /** On bytecode the frames of functions that are too large for a method are objects, which fill the heap before the stack is used up. */
    @ParameterizedTest
    @ValueSource(strings = {"baseline", "optimizing"})
    void framesThatFillTheHeapAreATrap(String tier, @TempDir Path folder) throws IOException, InterruptedException {
        int locals = 1000;
        WasmBytes body = new WasmBytes();
        for (int i = 1; i <= locals; i++) {
            body.get(0).i32(i).op(0x6c).set(i);
        }
        body.get(0).op(0x10, 0L); // calls itself
        for (int i = 1; i <= locals; i++) {
            body.get(i).op(0x6a);
        }
        Path module = folder.resolve("frames.wasm");
        Files.write(module, WasmBytes.module(List.of(WasmBytes.Code.i32ToI32(locals, body))));
        Ended ended = run("", List.of("-Xmx64m"), "run", "--no-cache", "--backend=jvm", "--tier=" + tier, "--invoke=run", module.toString(), "3");
        assertEquals(134, ended.exit, ended::output);
        assertTrue(ended.output.contains("call stack exhausted"), ended::output);
    }

    /** Guard pages take 8 GiB of address space a memory: where they cannot be had, checks take their place. */
    @ParameterizedTest
    @CsvSource({"4000000, explicit bounds checks", "100000000, guard pages"})
    void whereAddressSpaceIsRefusedAccessesAreChecked(long kilobytes, String expected) throws IOException, InterruptedException {
        assumeTrue(Cell.of("x64:dynamic").variant().isAvailable());
        List<String> small = List.of("-Xmx64m", "-XX:CompressedClassSpaceSize=32m", "-XX:ReservedCodeCacheSize=64m");
        Ended hello = run("ulimit -v " + kilobytes + "; ", small, "run", "--verbose", "--no-cache", EXAMPLES.resolve("hello.wasm").toString());
        assertEquals(0, hello.exit, hello::output);
        assertTrue(hello.output.contains("Hello, world!"), hello::output);
        assertTrue(hello.output.contains(expected), hello::output);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x64:baseline", "x64:optimizing", "jvm:baseline", "jvm:optimizing"})
    void onATinyStackRecursionIsATrap(String name) throws IOException, InterruptedException {
        Cell cell = Cell.of(name);
        assumeTrue(cell.variant().isAvailable());
        try (Engine engine = cell.engine();
                InputStream in = HostileSystemIT.class.getResourceAsStream("stress.wasm")) {
            var module = engine.compile(in);
            for (int kilobytes : new int[] {1, 64, 160, 256, 1024}) {
                AtomicReference<Throwable> problem = new AtomicReference<>();
                Thread thread = new Thread(null, () -> recurse(module.instantiate(
                        Imports.builder().function("env", "again", IntUnaryOperator.class, depth -> depth).build())), "tiny", kilobytes * 1024L);
                thread.setUncaughtExceptionHandler((where, thrown) -> problem.set(thrown));
                thread.start();
                thread.join();
                assertEquals(null, problem.get(), name + " with a stack of " + kilobytes + " KiB");
            }
        }
    }

    private static void recurse(Instance instance) {
        for (int i = 0; i < 3; i++) {
            try {
                instance.function("deep").call(0);
                throw new AssertionError("endless recursion came back");
            } catch (WasmTrap trap) {
                assertEquals(TrapCode.CALL_STACK_EXHAUSTED, trap.code());
            }
        }
        // Where the stack has hardly room for one call, that is a trap as well.
        try {
            assertEquals(3, instance.function("sum").call(2)[0]);
        } catch (WasmTrap trap) {
            assertEquals(TrapCode.CALL_STACK_EXHAUSTED, trap.code());
        }
    }
}
