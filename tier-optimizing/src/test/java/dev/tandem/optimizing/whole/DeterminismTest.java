// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.whole;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.tandem.decoder.module.WasmModule;
import dev.tandem.ir.profile.ModuleProfile;
import dev.tandem.optimizing.oracle.GuessedProfile;
import dev.tandem.optimizing.spi.CompilationRequest;
import dev.tandem.optimizing.spi.OptimizingCompiler;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.jspecify.annotations.Nullable;

/** The same function, profile and options give the same artifact, code and tables alike, in any order and on any thread. */
class DeterminismTest {
    private static final List<String> KERNELS = List.of("json", "indirect", "interp", "states", "forth", "simd_text", "bulk", "tree");
    private static final int THREADS = 3;

    /** A function to compile; the module was decoded for that alone, so that no identity is the same. */
    private record Task(String kernel, WasmModule module, int function, ModuleProfile profile) {
        String name() {
            return kernel + " " + function + " " + (profile == ModuleProfile.EMPTY ? "without a profile" : "with a profile");
        }

        byte[] compile(String name, OptimizingCompiler compiler) {
            var request = new CompilationRequest(module, module.body(function), profile, () -> false);
            return Compilers.bytes(name, compiler.compile(request).artifact());
        }
    }

    private static List<Task> tasks() {
        List<Task> tasks = new ArrayList<>();
        for (String kernel : KERNELS) {
            WasmModule module = Compilers.kernel(kernel);
            GuessedProfile guessed = new GuessedProfile(module, 7);
            for (int i = module.importedFunctionCount(); i < module.functionCount(); i++) {
                guessed.function(i);
            }
            for (int i = module.importedFunctionCount(); i < module.functionCount(); i++) {
                tasks.add(new Task(kernel, module, i, ModuleProfile.EMPTY));
                tasks.add(new Task(kernel, module, i, guessed));
            }
        }
        return tasks;
    }

    @ParameterizedTest
    @ValueSource(strings = {"x64", "x64-checks", "jvm"})
    void theSameInAnyOrderAndOnAnyThread(String name) throws InterruptedException {
        Map<String, byte[]> expected = new HashMap<>();
        OptimizingCompiler first = Compilers.of(name, Set.of());
        for (Task task : tasks()) {
            expected.put(task.name(), task.compile(name, first));
        }
        List<Task> again = tasks();
        long seed = Long.getLong("tandem.test.seed", System.nanoTime());
        Collections.shuffle(again, new Random(seed));
        ConcurrentLinkedQueue<Task> queue = new ConcurrentLinkedQueue<>(again);
        AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
        OptimizingCompiler shared = Compilers.of(name, Set.of());
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            threads.add(Thread.ofPlatform().start(() -> {
                try {
                    for (Task task = queue.poll(); task != null; task = queue.poll()) {
                        assertArrayEquals(expected.get(task.name()), task.compile(name, shared), task.name());
                    }
                } catch (RuntimeException | Error e) {
                    failure.compareAndSet(null, e);
                }
            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertNull(failure.get(), () -> failure.get() + ", -Dtandem.test.seed=" + seed);
    }
}
