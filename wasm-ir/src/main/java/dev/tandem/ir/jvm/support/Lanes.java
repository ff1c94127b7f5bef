// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.jvm.support;

/**
 * Arithmetic on all integer lanes of a long at once. Each method takes the constant that has the top bit of each lane set; what depends
 * on the width follows from it, and folds away when HotSpot inlines. (The methods are those of H. S. Warren, Hacker's Delight, chapter 2.)
 */
final class Lanes {
    static final long BYTES = 0x8080_8080_8080_8080L;
    static final long SHORTS = 0x8000_8000_8000_8000L;
    static final long INTS = 0x8000_0000_8000_0000L;

    private Lanes() {}

    /** Bits a lane. */
    private static int width(long top) {
        return 64 / Long.bitCount(top);
    }

    /** One in each lane. */
    static long ones(long top) {
        return top >>> (width(top) - 1);
    }

    /** Lanes with a set top bit become all ones, others zero. */
    static long spread(long bits, long top) {
        long set = bits & top;
        return (set << 1) - (set >>> (width(top) - 1));
    }

    /** Lanes of {@code a} where the mask is set, of {@code b} where not. */
    static long select(long mask, long a, long b) {
        return b ^ ((a ^ b) & mask);
    }

    static long add(long a, long b, long top) {
        return ((a & ~top) + (b & ~top)) ^ ((a ^ b) & top);
    }

    static long subtract(long a, long b, long top) {
        return ((a | top) - (b & ~top)) ^ ((a ^ ~b) & top);
    }

    static long equal(long a, long b, long top) {
        long different = a ^ b;
        return spread(~(((different & ~top) + ~top) | different), top);
    }

    /** The top bit of each lane that is zero, of a value whose lanes are these. */
    static long zeros(long a, long top) {
        return ~(((a & ~top) + ~top) | a) & top;
    }

    static long lessSigned(long a, long b, long top) {
        return spread((a & ~b) | (~(a ^ b) & subtract(a, b, top)), top);
    }

    static long lessUnsigned(long a, long b, long top) {
        return spread((~a & b) | (~(a ^ b) & subtract(a, b, top)), top);
    }

    static long minSigned(long a, long b, long top) {
        return select(lessSigned(a, b, top), a, b);
    }

    static long maxSigned(long a, long b, long top) {
        return select(lessSigned(a, b, top), b, a);
    }

    static long minUnsigned(long a, long b, long top) {
        return select(lessUnsigned(a, b, top), a, b);
    }

    static long maxUnsigned(long a, long b, long top) {
        return select(lessUnsigned(a, b, top), b, a);
    }

    static long absolute(long a, long top) {
        long negative = spread(a, top);
        return subtract(a ^ negative, negative, top);
    }

    /** The average, rounded up. */
    static long average(long a, long b, long top) {
        return (a | b) - (((a ^ b) & ~ones(top)) >>> 1);
    }

    static long addSaturatingUnsigned(long a, long b, long top) {
        long sum = add(a, b, top);
        return sum | spread((a & b) | ((a | b) & ~sum), top);
    }

    static long subtractSaturatingUnsigned(long a, long b, long top) {
        return subtract(a, b, top) & ~lessUnsigned(a, b, top);
    }

    /** The largest value, or the least where {@code a} is negative. */
    private static long limit(long a, long top) {
        return ((a & top) >>> (width(top) - 1)) + ~top;
    }

    static long addSaturatingSigned(long a, long b, long top) {
        long sum = add(a, b, top);
        return select(spread(~(a ^ b) & (a ^ sum), top), limit(a, top), sum);
    }

    static long subtractSaturatingSigned(long a, long b, long top) {
        long difference = subtract(a, b, top);
        return select(spread((a ^ b) & (a ^ difference), top), limit(a, top), difference);
    }

    static long shiftLeft(long a, int count, long top) {
        int places = count & (width(top) - 1);
        long full = -1L >>> (64 - width(top));
        return (a << places) & (((full << places) & full) * ones(top));
    }

    static long shiftRightUnsigned(long a, int count, long top) {
        int places = count & (width(top) - 1);
        long full = -1L >>> (64 - width(top));
        return (a >>> places) & ((full >>> places) * ones(top));
    }

    static long shiftRightSigned(long a, int count, long top) {
        int places = count & (width(top) - 1);
        long sign = top >>> places;
        return subtract(shiftRightUnsigned(a, places, top) ^ sign, sign, top);
    }
}
