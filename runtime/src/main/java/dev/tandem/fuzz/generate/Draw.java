// SPDX-License-Identifier: Apache-2.0
package dev.tandem.fuzz.generate;

import java.util.List;
import java.util.SplittableRandom;

/** Random choices, the same for the same seed, with a liking for the values at which compilers err. */
public final class Draw {
    private static final long[] LONGS = {
        0, 1, -1, 2, 3, 5, 7, 8, 10, 16, 31, 32, 33, 63, 64, 100, 127, 128, 255, 256, 32767, 32768, 65535, 65536, 0x7FFFFFFFL, 0x80000000L,
        0xFFFFFFFFL, 0x100000000L, Long.MAX_VALUE, Long.MIN_VALUE, -2, -128, -129, -32768, -32769, -0x80000000L, -0x80000001L,
        0x5555555555555555L, 0xAAAAAAAAAAAAAAAAL, 0x0F0F0F0F0F0F0F0FL
    };
    private static final double[] DOUBLES = {
        0, -0.0, 1, -1, 0.5, -0.5, 1.5, 2.5, -2.5, -0.9, 127.5, -128.5, 255.5, 65535.5, 4294967295.9,
        // The edges of the integer types, and the next doubles and floats.
        0x1p31, -0x1p31, 0x1p31 - 1, -0x1p31 - 1, 0x1p32, 0x1p32 - 1, 0x1p63, -0x1p63, 0x1p64, Math.nextDown(0x1p63), Math.nextDown(-0x1p63),
        Math.nextDown(0x1p64), Math.nextDown(0x1p31f), Math.nextDown(-0x1p31f), Math.nextDown(0x1p32f), Math.nextDown(0x1p63f),
        Double.MAX_VALUE, Double.MIN_VALUE, Double.MIN_NORMAL, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.NaN,
        Float.MAX_VALUE, Float.MIN_VALUE, Float.MIN_NORMAL, 0x1p24, 0x1p24 + 1, 0x1p53
    };

    private final SplittableRandom random;

    public Draw(long seed) {
        random = new SplittableRandom(seed);
    }

    public boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }

    /** From 0 to {@code bound - 1}. */
    public int below(int bound) {
        return random.nextInt(bound);
    }

    /** From {@code least} to {@code most}. */
    public int between(int least, int most) {
        return least + random.nextInt(most - least + 1);
    }

    public <T> T pick(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }

    public long anyLong() {
        return switch (random.nextInt(4)) {
            case 0 -> random.nextLong();
            case 1 -> random.nextLong() >> random.nextInt(64);
            default -> LONGS[random.nextInt(LONGS.length)];
        };
    }

    public int anyInt() {
        return (int) anyLong();
    }

    /** Bits of a float. */
    public int anyFloat() {
        return chance(25) ? random.nextInt() : Float.floatToIntBits((float) DOUBLES[random.nextInt(DOUBLES.length)]);
    }

    /** Bits of a double. */
    public long anyDouble() {
        return chance(25) ? random.nextLong() : Double.doubleToLongBits(DOUBLES[random.nextInt(DOUBLES.length)]);
    }
}
