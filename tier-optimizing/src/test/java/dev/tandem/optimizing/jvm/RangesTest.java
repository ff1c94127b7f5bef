// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.jvm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.BitSet;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class RangesTest {
    private static final int POSITIONS = 200;

    private static Ranges of(BitSet set) {
        Ranges ranges = new Ranges();
        int to = set.length();
        while (to > 0) {
            int from = set.previousClearBit(to - 1) + 1;
            ranges.addFirst(from, to);
            to = set.previousSetBit(from - 1) + 1;
        }
        return ranges;
    }

    /** Some ranges somewhere. */
    private static BitSet some(Random random) {
        BitSet set = new BitSet();
        int base = random.nextInt(POSITIONS);
        for (int i = random.nextInt(4); i >= 0; i--) {
            int from = base + random.nextInt(30);
            set.set(from, from + 1 + random.nextInt(5));
        }
        return set;
    }

    private static void assertIs(BitSet expected, Ranges ranges, String where) {
        assertEquals(expected.isEmpty(), ranges.isEmpty(), where);
        for (int at = 0; at < POSITIONS + 50; at++) {
            Ranges point = new Ranges();
            point.addFirst(at, at + 1);
            assertEquals(expected.get(at), ranges.intersects(point), where + " at " + at);
            assertEquals(expected.get(at), point.intersects(ranges), where + " at " + at);
        }
        if (!expected.isEmpty()) {
            assertEquals(expected.nextSetBit(0), ranges.start(), where);
        }
    }

    @Test
    void areASet() {
        long seed = Long.getLong("tandem.test.seed", System.nanoTime());
        Random random = new Random(seed);
        for (int round = 0; round < 200; round++) {
            BitSet all = new BitSet();
            Ranges ranges = new Ranges();
            for (int i = 0; i < 30; i++) {
                BitSet more = some(random);
                String where = "-Dtandem.test.seed=" + seed + " round " + round + ": " + all + " and " + more;
                assertEquals(all.intersects(more), ranges.intersects(of(more)), where);
                assertEquals(all.intersects(more), of(more).intersects(ranges), where);
                if (!all.intersects(more)) {
                    ranges.addAll(of(more));
                    all.or(more);
                    assertIs(all, ranges, where);
                }
            }
        }
    }

    @Test
    void beginWhereTheValueIsMade() {
        Ranges ranges = new Ranges();
        ranges.startAt(7);
        assertEquals(7, ranges.start());
        ranges = new Ranges();
        ranges.addFirst(10, 20);
        ranges.startAt(15);
        assertEquals(15, ranges.start());
        assertFalse(of(BitSet.valueOf(new long[] {1 << 14})).intersects(ranges));
        assertTrue(of(BitSet.valueOf(new long[] {1 << 15})).intersects(ranges));
    }
}
