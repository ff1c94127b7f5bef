// SPDX-License-Identifier: Apache-2.0
package dev.tandem.manager.tiering;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import dev.tandem.manager.HotFunction;
import dev.tandem.manager.ShippedPolicy;
import dev.tandem.manager.TieringPolicy.Verdict;
import org.junit.jupiter.api.Test;

final class PaceTest {
    private static final int WARM_NANOS_PER_BYTE = 5000;

    private final Pace pace = new Pace();

    private void compile(int functions, int size, long nanosPerByte) {
        for (int i = 0; i < functions; i++) {
            pace.compiled(size, size * nanosPerByte);
        }
    }

    @Test
    void experienceReplacesTheAssumption() {
        long cold = pace.expected(1000);
        assertTrue(pace.expected(2000) > cold);
        compile(20, 1000, WARM_NANOS_PER_BYTE);
        long warm = pace.expected(1000);
        assertTrue(warm < cold / 5, cold + " became " + warm);
        compile(200, 1000, WARM_NANOS_PER_BYTE);
        assertEquals(1000 * WARM_NANOS_PER_BYTE, pace.expected(1000), 0.05 * 1000 * WARM_NANOS_PER_BYTE);
        compile(50, 1000, 20 * WARM_NANOS_PER_BYTE);
        assertTrue(pace.expected(1000) > 10 * warm, "a busy machine is slow, too");
    }

    /** By the processor time of all threads, the first compilation takes 50 ms for 60 bytes, 80 ms for a kilobyte, 180 ms for 22 KB. */
    @Test
    void aColdCompilerWarmsWithinALargeBody() {
        assertEquals(55_000_000, pace.expected(60), 10_000_000);
        assertEquals(80_000_000, pace.expected(1000), 10_000_000);
        assertEquals(190_000_000, pace.expected(22_000), 20_000_000);
    }

    @Test
    void dynamicTieringWaitsWhileCompilingTakesLonger() {
        HotFunction function = mock();
        when(function.heat()).thenReturn(150_000_000L);
        when(function.compileNanos()).thenReturn(pace.expected(1000));
        assertEquals(Verdict.WAIT, ShippedPolicy.DYNAMIC.hot(function));
        compile(200, 1000, WARM_NANOS_PER_BYTE);
        when(function.compileNanos()).thenReturn(pace.expected(1000));
        assertEquals(Verdict.OPTIMIZE, ShippedPolicy.DYNAMIC.hot(function));
        when(function.compileNanos()).thenReturn(pace.expected(100_000));
        assertEquals(Verdict.WAIT, ShippedPolicy.DYNAMIC.hot(function), "a large function");
    }

    @Test
    void isAskedAgainWhenItPays() {
        HotFunction function = mock();
        when(function.heat()).thenReturn(1_000_000_000L);
        when(function.compileNanos()).thenReturn(60_000_000L);
        assertEquals(Verdict.WAIT, ShippedPolicy.DYNAMIC.hot(function));
        int missing = ShippedPolicy.DYNAMIC.patience(function, Integer.MAX_VALUE);
        assertTrue(missing < 1_000_000_000, "not when it is twice as hot");
        assertEquals(64_000_000, ShippedPolicy.DYNAMIC.patience(function, 64_000_000), "compiling may become quicker meanwhile");
        when(function.heat()).thenReturn(1_000_000_000L + missing);
        assertEquals(Verdict.OPTIMIZE, ShippedPolicy.DYNAMIC.hot(function));
    }
}
