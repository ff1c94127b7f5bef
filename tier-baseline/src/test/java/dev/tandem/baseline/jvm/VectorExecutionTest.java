// SPDX-License-Identifier: Apache-2.0
package dev.tandem.baseline.jvm;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.tandem.ir.asm.jvm.MethodLimits;
import dev.tandem.ir.trap.WasmTrap;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs functions of {@code vectors.wat}: vectors as parameters, results, globals, across calls of all kinds; whole and split. */
class VectorExecutionTest {
    private static TestInstance instance(boolean split) throws IOException {
        MethodLimits limits = split ? new MethodLimits(64, 64, 200, 60, 12) : MethodLimits.HOTSPOT;
        try (InputStream in = VectorExecutionTest.class.getResourceAsStream("vectors.wasm")) {
            return new TestInstance(
                    in.readAllBytes(),
                    Map.of("swap", (_, numbers, _) -> {
                        long low = numbers[0];
                        long high = numbers[1];
                        numbers[0] = numbers[2];
                        numbers[1] = high;
                        numbers[2] = low;
                    }),
                    new JvmBaselineCompiler(limits));
        }
    }

    private static long[] first(int count, long[] slots) {
        return Arrays.copyOf(slots, count);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void resultsAndHost(boolean split) throws IOException {
        TestInstance instance = instance(split);
        assertArrayEquals(new long[] {-5, -5, 3, 1, -5}, first(5, instance.call("results", -5)));
        assertArrayEquals(new long[] {8, 7, 6}, first(3, instance.call("host", 6, 7, 8)));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void tablesAndGlobals(boolean split) throws IOException {
        TestInstance instance = instance(split);
        assertArrayEquals(new long[] {7, 9}, first(2, instance.call("global")));
        assertEquals(1000 + 20 + 40 + 7, instance.call("table", 0, 20, 30, 40, 50)[0]);
        assertArrayEquals(new long[] {20, 30}, first(2, instance.call("global")));
        assertEquals(1000 + 0x1234 + 20, instance.call("table", 1, 0x5634, 30, 0x1278, 50)[0]);
        assertThrows(WasmTrap.class, () -> instance.call("table", 2, 20, 30, 40, 50));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void loopsAndTailCalls(boolean split) throws IOException {
        TestInstance instance = instance(split);
        assertArrayEquals(new long[] {5, 6}, first(2, instance.call("loop", 3)));
        assertArrayEquals(new long[] {10_000, 20_001L << 32 | 5}, first(2, instance.call("tail", 10_000, 0, 1L << 32 | 5)));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void storeOutOfBoundsWritesNothing(boolean split) throws IOException {
        TestInstance instance = instance(split);
        instance.call("store", 65520, 1, 2);
        assertThrows(WasmTrap.class, () -> instance.call("store", 65524, 3, 4));
        assertThrows(WasmTrap.class, () -> instance.call("store", -8, 3, 4));
        assertThrows(WasmTrap.class, () -> instance.call("load", 1L << 32));
        assertArrayEquals(new long[] {1, 2}, first(2, instance.call("load", 65512)));
    }
}
