// SPDX-License-Identifier: Apache-2.0
package dev.tandem.it.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.tandem.api.Engine;
import dev.tandem.api.EngineConfig;
import dev.tandem.api.Instance;
import dev.tandem.ir.trap.TrapCode;
import dev.tandem.ir.trap.WasmFrame;
import dev.tandem.ir.trap.WasmTrap;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Functions that make their frames late return what they should, and are in backtraces of traps before that. */
final class LateFrameTest {
    private static final int BEYOND_MEMORY = 1 << 16;

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void trapsBeforeTheFrameShowTheFunction(boolean guardPages) {
        EngineConfig config = EngineConfig.standard().withGuardPages(guardPages);
        try (Engine baseline = Engine.create(config.withTier("baseline"));
                Engine optimizing = Engine.create(config.withTier("optimizing"))) {
            Instance expected = TestModules.instantiate(baseline, "walk");
            Instance actual = TestModules.instantiate(optimizing, "walk");
            for (int nodes = 2; nodes < 20; nodes++) {
                assertEquals(2 * (nodes - 1), actual.function("measure").call(nodes, 0)[0]);
                List<WasmFrame> trace = trap(actual, nodes);
                assertEquals(nodes + 2, trace.size());
                assertEquals(trap(expected, nodes), trace);
            }
        }
    }

    private static List<WasmFrame> trap(Instance instance, int nodes) {
        WasmTrap trap = assertThrows(WasmTrap.class, () -> instance.function("measure").call(nodes, BEYOND_MEMORY));
        assertEquals(TrapCode.MEMORY_OUT_OF_BOUNDS, trap.code());
        return trap.backtrace();
    }
}
