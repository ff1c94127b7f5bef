// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.platform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class FreeRangesTest {
    private static final int START = 1000;
    private static final int SIZE = 500;

    @Test
    void theSmallestRangeThatIsLargeEnoughIsTaken() {
        FreeRanges free = new FreeRanges(START, SIZE);
        for (int i = 0; i < 5; i++) {
            assertEquals(START + 100 * i, free.take(100));
        }
        assertEquals(-1, free.take(1));
        free.give(START, 100);
        free.give(START + 200, 50);
        free.give(START + 400, 50);
        assertEquals(START + 200, free.take(40), "the lower of two that fit as well");
        assertEquals(START + 400, free.take(20));
        assertEquals(START, free.take(60));
        assertEquals(-1, free.take(60));
    }

    /** Against a set of all addresses that are taken. */
    @Test
    void nothingIsTakenTwiceAndNeighboursMerge() {
        long seed = Long.getLong("tandem.test.seed", System.nanoTime());
        Random random = new Random(seed);
        FreeRanges free = new FreeRanges(START, SIZE);
        BitSet taken = new BitSet();
        Map<Integer, Integer> held = new HashMap<>();
        for (int i = 0; i < 10_000; i++) {
            int size = 1 + random.nextInt(20);
            if (random.nextBoolean()) {
                int start = (int) free.take(size);
                assertEquals(start >= 0, longestGap(taken) >= size, () -> "-Dtandem.test.seed=" + seed);
                if (start >= 0) {
                    assertTrue(start >= START && start + size <= START + SIZE && taken.get(start, start + size).isEmpty(), () -> "-Dtandem.test.seed=" + seed);
                    taken.set(start, start + size);
                    held.put(start, size);
                }
            } else if (!held.isEmpty()) {
                int start = held.keySet().iterator().next();
                int length = held.remove(start);
                taken.clear(start, start + length);
                free.give(start, length);
            }
        }
        held.forEach((start, size) -> free.give(start, size));
        assertEquals(START, free.take(SIZE), "all is one again");
    }

    private static int longestGap(BitSet taken) {
        int longest = 0;
        for (int at = START; at < START + SIZE; ) {
            int gap = taken.nextClearBit(at);
            int next = taken.nextSetBit(gap);
            int end = next < 0 ? START + SIZE : next;
            longest = Math.max(longest, end - gap);
            at = end;
        }
        return longest;
    }
}
