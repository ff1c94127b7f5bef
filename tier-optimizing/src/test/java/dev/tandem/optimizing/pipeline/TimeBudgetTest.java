// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class TimeBudgetTest {
    private static final long SECOND = 1_000_000_000;

    private long clock = 77 * SECOND;
    private long processor = 5 * SECOND;
    private int asked;

    private final TimeBudget budget = new TimeBudget(Duration.ofSeconds(10), () -> clock, () -> {
        asked++;
        return processor;
    });

    private boolean after(double seconds, double working) {
        clock += (long) (seconds * SECOND);
        processor += (long) (working * SECOND);
        return budget.isUsedUp();
    }

    @Test
    void shortCompilationsDoNotAskForProcessorTime() {
        assertFalse(after(4.9, 4.9));
        assertEquals(0, asked);
    }

    @Test
    void whoWorksAllTheTimeHasTheBudget() {
        assertFalse(after(5.1, 5.1));
        assertFalse(after(4.8, 4.8));
        assertTrue(after(0.3, 0.3));
    }

    @Test
    void waitingIsNotCounted() {
        assertFalse(after(5.1, 0.1));
        assertFalse(after(500, 4.9));
        assertTrue(after(1, 0.2));
    }

    @Test
    void withoutProcessorTimeTheClockCounts() {
        processor = -1;
        assertFalse(budget.isUsedUp());
        clock += 9 * SECOND;
        assertFalse(budget.isUsedUp());
        clock += 2 * SECOND;
        assertTrue(budget.isUsedUp());
    }

    @Test
    void anHourIsNotUsedUpAtOnce() {
        assertFalse(new TimeBudget(Duration.ofHours(1)).isUsedUp());
    }

    /** With the clocks of the JVM. */
    @Test
    void whoHasNoTimeHasNoneSoon() {
        TimeBudget none = new TimeBudget(Duration.ZERO);
        while (!none.isUsedUp()) {
            Thread.onSpinWait();
        }
        assertTrue(none.isUsedUp(), "for good");
    }
}
