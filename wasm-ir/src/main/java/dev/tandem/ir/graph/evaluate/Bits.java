// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.graph.evaluate;

/**
 * A number of any type by its bits: an i32 or f32 in the lower half of {@code low}, zero-extended; an i64 or f64 in {@code low}; a v128
 * in both, lane 0 lowest. {@code high} is 0 for scalars.
 */
public record Bits(long low, long high) {
    public static final Bits ZERO = new Bits(0, 0);

    public static Bits ofInt(int value) {
        return new Bits(value & 0xffff_ffffL, 0);
    }

    public static Bits ofLong(long value) {
        return new Bits(value, 0);
    }

    public static Bits ofFloat(float value) {
        return ofInt(Float.floatToRawIntBits(value));
    }

    public static Bits ofDouble(double value) {
        return new Bits(Double.doubleToRawLongBits(value), 0);
    }

    public static Bits of(boolean value) {
        return new Bits(value ? 1 : 0, 0);
    }

    public int asInt() {
        return (int) low;
    }

    public float asFloat() {
        return Float.intBitsToFloat((int) low);
    }

    public double asDouble() {
        return Double.longBitsToDouble(low);
    }

    /** Lane {@code index} of lanes {@code width} bytes wide, zero-extended. */
    public long lane(int width, int index) {
        int bit = width * index * 8;
        return ((bit < 64 ? low : high) >>> bit) & mask(width);
    }

    /** Lane {@code index}, sign-extended. */
    public long signedLane(int width, int index) {
        return signed(width, lane(width, index));
    }

    /** This vector with lane {@code index} replaced by the lowest bits of {@code value}. */
    public Bits withLane(int width, int index, long value) {
        int bit = width * index * 8;
        long hole = ~(mask(width) << bit);
        long lane = (value & mask(width)) << bit;
        return bit < 64 ? new Bits((low & hole) | lane, high) : new Bits(low, (high & hole) | lane);
    }

    static long mask(int width) {
        return -1L >>> (64 - width * 8);
    }

    static long signed(int width, long lane) {
        int unused = 64 - width * 8;
        return lane << unused >> unused;
    }
}
