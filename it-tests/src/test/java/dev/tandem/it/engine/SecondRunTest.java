// SPDX-License-Identifier: Apache-2.0
package dev.tandem.it.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tandem.api.Engine;
import dev.tandem.api.EngineConfig;
import dev.tandem.api.Function;
import dev.tandem.api.Module;
import dev.tandem.ir.code.Tier;
import dev.tandem.manager.TierListener;
import dev.tandem.wasi.Wasi;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a run finds that another one has left: optimized code, and which functions are worth preparing. */
@Timeout(600)
class SecondRunTest {
    private static final Path KERNEL = Path.of("../benchmarks/kernels/crc.wasm");
    private static final Path PROGRAM = Path.of("../examples/maze.wasm");

    @TempDir
    private Path directory;

    /** Notes the functions that each tier compiled, in order. */
    private static final class Compilations implements TierListener {
        private final Map<Tier, ConcurrentLinkedQueue<Integer>> functions = new ConcurrentHashMap<>();

        @Override
        public void compiled(String module, int functionIndex, Tier tier, int wasmBytes, int codeBytes, long nanoseconds) {
            functions.computeIfAbsent(tier, _ -> new ConcurrentLinkedQueue<>()).add(functionIndex);
        }

        List<Integer> by(Tier tier) {
            return List.copyOf(functions.getOrDefault(tier, new ConcurrentLinkedQueue<>()));
        }
    }

    private EngineConfig config(String backend) {
        return EngineConfig.standard().withBackend(backend).withCodeDirectory(directory);
    }

    /** Dynamic tiering warms up once. In the second run the function that was hot has optimized code at its first call. */
    @Test
    void aFunctionThatWasHotIsOptimizedAtItsFirstCall() {
        String backend = "auto";
        Object expected;
        try (Engine engine = Engine.create(config(backend));
                Module module = engine.compile(KERNEL)) {
            Function run = module.instantiate().function("run");
            expected = run.call(1)[0];
            while (module.statistics().published() == 0) {
                assertEquals(expected, run.call(1)[0]);
            }
        }
        Compilations compilations = new Compilations();
        try (Engine engine = Engine.create(config(backend).withListener(compilations));
                Module module = engine.compile(KERNEL)) {
            assertEquals(expected, module.instantiate().function("run").call(1)[0]);
            assertTrue(module.statistics().cached() > 0);
            assertEquals(List.of(), compilations.by(Tier.OPTIMIZED));
            assertTrue(module.machineCode().isEmpty()
                    || module.machineCode().stream().anyMatch(code -> code.name().endsWith(":OPTIMIZED")));
        }
    }

    private static String runProgram(Module module) {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        try (Wasi wasi = Wasi.builder().args(List.of("maze", "24", "12", "7")).stdout(output).build()) {
            wasi.run(module.instantiate(wasi.imports()));
        }
        return output.toString(StandardCharsets.UTF_8);
    }

    /** All that was optimized is found. */
    @ParameterizedTest
    @ValueSource(strings = {"jvm", "auto"})
    void aSecondRunOptimizesNothing(String backend) {
        Compilations first = new Compilations();
        String printed;
        try (Engine engine = Engine.create(config(backend).withTier("optimizing").withListener(first));
                Module module = engine.compile(PROGRAM)) {
            printed = runProgram(module);
        }
        int ran = first.by(Tier.OPTIMIZED).size();
        assertTrue(ran > 10);
        Compilations second = new Compilations();
        try (Engine engine = Engine.create(config(backend).withTier("optimizing").withListener(second));
                Module module = engine.compile(PROGRAM)) {
            assertEquals(printed, runProgram(module));
            assertEquals(ran, module.statistics().cached());
            assertEquals(List.of(), second.by(Tier.OPTIMIZED));
            assertEquals(first.by(Tier.BASELINE), second.by(Tier.BASELINE), "what the optimizing tier refuses");
        }
    }
}
