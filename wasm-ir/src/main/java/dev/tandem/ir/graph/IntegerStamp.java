// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.graph;

import dev.tandem.decoder.type.ValueType;

/**
 * What is known of an i32 or i64: signed and unsigned bounds, and bits. Always tight: what one of them says the others have taken in.
 *
 * <p>Signed bounds of an i32 are sign-extended; unsigned bounds and masks are zero-extended.
 *
 * @param width 32 or 64
 * @param min least value, signed
 * @param max greatest value, signed
 * @param unsignedMin least value, unsigned
 * @param unsignedMax greatest value, unsigned
 * @param zeros the bits that are always 0
 * @param ones the bits that are always 1
 */
public record IntegerStamp(int width, long min, long max, long unsignedMin, long unsignedMax, long zeros, long ones) implements Stamp {
    static IntegerStamp full(int width) {
        long mask = mask(width);
        return new IntegerStamp(width, -1L << (width - 1), mask >>> 1, 0, mask, 0, 0);
    }

    private static long mask(int width) {
        return -1L >>> (64 - width);
    }

    private static long signExtend(int width, long value) {
        return value << (64 - width) >> (64 - width);
    }

    public static IntegerStamp constant(int width, long value) {
        long unsigned = value & mask(width);
        long signed = signExtend(width, value);
        return new IntegerStamp(width, signed, signed, unsigned, unsigned, ~unsigned & mask(width), unsigned);
    }

    /** Any value between the bounds, both included, as signed numbers. */
    public static IntegerStamp signedRange(int width, long min, long max) {
        return of(width, min, max, 0, mask(width), 0, 0);
    }

    /** Any value between the bounds, both included, as unsigned numbers. */
    public static IntegerStamp unsignedRange(int width, long unsignedMin, long unsignedMax) {
        return of(width, -1L << (width - 1), mask(width) >>> 1, unsignedMin, unsignedMax, 0, 0);
    }

    /** Any value with those bits known. */
    public static IntegerStamp bits(int width, long zeros, long ones) {
        return of(width, -1L << (width - 1), mask(width) >>> 1, 0, mask(width), zeros, ones);
    }

    /** The tight stamp of the values for which all of it holds; there must be one. */
    public static IntegerStamp of(int width, long min, long max, long unsignedMin, long unsignedMax, long zeros, long ones) {
        IntegerStamp stamp = new IntegerStamp(width, min, max, unsignedMin, unsignedMax, zeros & mask(width), ones & mask(width));
        while (true) {
            IntegerStamp tighter = stamp.tighten();
            if (tighter.equals(stamp)) {
                return stamp;
            }
            stamp = tighter;
        }
    }

    private IntegerStamp tighten() {
        long mask = mask(width);
        long sign = 1L << (width - 1);
        long uMin = maxUnsigned(unsignedMin, ones);
        long uMax = minUnsigned(unsignedMax, ~zeros & mask);
        // The signed bounds that the bits allow: an unknown sign bit is 1 in the least, 0 in the greatest.
        long sMin = Math.max(min, signExtend(width, ones | (sign & ~zeros)));
        long sMax = Math.min(max, signExtend(width, (~zeros & mask) & ~(sign & ~ones)));
        // Values of one sign have the same order both ways.
        if (sMin >= 0 || sMax < 0) {
            uMin = maxUnsigned(uMin, sMin & mask);
            uMax = minUnsigned(uMax, sMax & mask);
        }
        if (((uMin ^ uMax) & sign) == 0) {
            sMin = Math.max(sMin, signExtend(width, uMin));
            sMax = Math.min(sMax, signExtend(width, uMax));
        }
        // The bits above the highest one in which the unsigned bounds differ are the same in all values between.
        long differing = uMin ^ uMax;
        long same = differing == 0 ? mask : mask & ~(-1L >>> Long.numberOfLeadingZeros(differing));
        return new IntegerStamp(width, sMin, sMax, uMin, uMax, zeros | (same & ~uMin & mask), ones | (same & uMin));
    }

    private static long minUnsigned(long a, long b) {
        return Long.compareUnsigned(a, b) < 0 ? a : b;
    }

    private static long maxUnsigned(long a, long b) {
        return Long.compareUnsigned(a, b) > 0 ? a : b;
    }

    @Override
    public NodeKind kind() {
        return NodeKind.VALUE;
    }

    @Override
    public ValueType type() {
        return width == 32 ? ValueType.I32 : ValueType.I64;
    }

    public boolean isConstant() {
        return min == max;
    }

    /** Whether the value, signed and sign-extended, may be {@code value}. */
    public boolean contains(long value) {
        long unsigned = value & mask(width);
        return value >= min && value <= max
                && Long.compareUnsigned(unsigned, unsignedMin) >= 0
                && Long.compareUnsigned(unsigned, unsignedMax) <= 0
                && (unsigned & zeros) == 0
                && (~unsigned & ones) == 0;
    }

    @Override
    public Stamp union(Stamp other) {
        IntegerStamp that = (IntegerStamp) other;
        if (equals(that)) {
            return this;
        }
        return new IntegerStamp(
                width,
                Math.min(min, that.min),
                Math.max(max, that.max),
                minUnsigned(unsignedMin, that.unsignedMin),
                maxUnsigned(unsignedMax, that.unsignedMax),
                zeros & that.zeros,
                ones & that.ones);
    }

    @Override
    public String toString() {
        return type() + " [" + min + ".." + max + "] unsigned [" + Long.toUnsignedString(unsignedMin) + ".."
                + Long.toUnsignedString(unsignedMax) + "] zeros 0x" + Long.toHexString(zeros) + " ones 0x" + Long.toHexString(ones);
    }
}
