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
        long mask = mask(width);
        long sign = 1L << (width - 1);
        long sMin = min;
        long sMax = max;
        long uMin = unsignedMin;
        long uMax = unsignedMax;
        long clear = zeros & mask;
        long set = ones & mask;
        // What one of them says may tell another one more, in turn: in numbers, not objects, because this is computed often.
        while (true) {
            long least = maxUnsigned(uMin, set);
            long greatest = minUnsigned(uMax, ~clear & mask);
            // The signed bounds that the bits allow: an unknown sign bit is 1 in the least, 0 in the greatest.
            long low = Math.max(sMin, signExtend(width, set | (sign & ~clear)));
            long high = Math.min(sMax, signExtend(width, (~clear & mask) & ~(sign & ~set)));
            // Values of one sign have the same order both ways.
            if (low >= 0 || high < 0) {
                least = maxUnsigned(least, low & mask);
                greatest = minUnsigned(greatest, high & mask);
            }
            if (((least ^ greatest) & sign) == 0) {
                low = Math.max(low, signExtend(width, least));
                high = Math.min(high, signExtend(width, greatest));
            }
            // The bits above the highest one in which the unsigned bounds differ are the same in all values between.
            long differing = least ^ greatest;
            long same = differing == 0 ? mask : mask & ~(-1L >>> Long.numberOfLeadingZeros(differing));
            long newClear = clear | (same & ~least & mask);
            long newSet = set | (same & least);
            boolean settled = low == sMin && high == sMax && least == uMin && greatest == uMax && newClear == clear && newSet == set;
            if (settled) {
                break;
            }
            sMin = low;
            sMax = high;
            uMin = least;
            uMax = greatest;
            clear = newClear;
            set = newSet;
        }
        boolean isFull = uMin == 0 && uMax == mask && clear == 0 && set == 0 && sMin == -1L << (width - 1) && sMax == mask >>> 1;
        return isFull
                ? (IntegerStamp) (width == 32 ? Stamp.I32 : Stamp.I64)
                : new IntegerStamp(width, sMin, sMax, uMin, uMax, clear, set);
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

    /** Whether every value that {@code that} allows, of the same width, is one that this allows. */
    public boolean includes(IntegerStamp that) {
        return min <= that.min
                && max >= that.max
                && Long.compareUnsigned(unsignedMin, that.unsignedMin) <= 0
                && Long.compareUnsigned(unsignedMax, that.unsignedMax) >= 0
                && (zeros & ~that.zeros) == 0
                && (ones & ~that.ones) == 0;
    }

    @Override
    public Stamp union(Stamp other) {
        IntegerStamp that = (IntegerStamp) other;
        if (includes(that)) {
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
