// SPDX-License-Identifier: Apache-2.0
package dev.tandem.manager;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import dev.tandem.manager.TieringPolicy.Verdict;
import org.junit.jupiter.api.Test;

final class MissedGuardsPolicyTest {
    private static Verdict verdict(long misses, long compileNanos, long guessingNanos, int renewals) {
        HotFunction function = mock();
        when(function.misses()).thenReturn(misses);
        when(function.compileNanos()).thenReturn(compileNanos);
        when(function.guessingNanos()).thenReturn(guessingNanos);
        when(function.renewals()).thenReturn(renewals);
        return ShippedPolicy.DYNAMIC.missed(function);
    }

    @Test
    void compilingAgainMustPay() {
        assertEquals(Verdict.WAIT, verdict(10_000, 1_000_000, 1_000_000, 0), "compiling costs more");
        assertEquals(Verdict.OPTIMIZE, verdict(1_000_000, 1_000_000, 100_000_000, 0));
        assertEquals(Verdict.WAIT, verdict(1_000_000, 1_000_000, 3_600_000_000_000L, 0), "one in a million");
    }

    @Test
    void afterThreeTimesItIsEnough() {
        assertEquals(Verdict.OPTIMIZE, verdict(1_000_000, 1_000_000, 100_000_000, 2));
        assertEquals(Verdict.STAY, verdict(1_000_000, 1_000_000, 100_000_000, 3));
    }
}
