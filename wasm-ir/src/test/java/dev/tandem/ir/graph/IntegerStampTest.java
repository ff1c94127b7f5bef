// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

class IntegerStampTest {
    @Test
    void tighteningLosesNoValue() {
        long seed = 7;
        Random random = new Random(seed);
        for (int i = 0; i < 20_000; i++) {
            int width = random.nextBoolean() ? 32 : 64;
            long[] values = new long[3];
            for (int k = 0; k < values.length; k++) {
                long value = random.nextLong() >> random.nextInt(64);
                values[k] = width == 32 ? (int) value : value;
            }
            IntegerStamp stamp = IntegerStamp.constant(width, values[0]);
            for (long value : values) {
                stamp = (IntegerStamp) stamp.union(IntegerStamp.constant(width, value));
            }
            IntegerStamp tight = IntegerStamp.of(
                    width, stamp.min(), stamp.max(), stamp.unsignedMin(), stamp.unsignedMax(), stamp.zeros(), stamp.ones());
            for (long value : values) {
                assertTrue(stamp.contains(value), () -> "seed " + seed);
                assertTrue(tight.contains(value), () -> "seed " + seed + " " + tight);
            }
        }
    }

    @Test
    void factsFollowFromEachOther() {
        IntegerStamp small = IntegerStamp.unsignedRange(32, 0, 255);
        assertEquals(0xffff_ff00L, small.zeros());
        assertEquals(255, small.max());
        IntegerStamp even = IntegerStamp.of(64, 1, 7, 0, -1, 1, 0);
        assertEquals(6, even.max());
        assertFalse(even.contains(3));
        IntegerStamp negative = IntegerStamp.signedRange(32, -5, -1);
        assertEquals(0xffff_fffbL, negative.unsignedMin());
        assertEquals(IntegerStamp.constant(32, -7), IntegerStamp.signedRange(32, -7, -7));
        assertTrue(IntegerStamp.unsignedRange(32, 9, 9).isConstant());
    }
}
