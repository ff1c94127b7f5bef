// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.stamp;

import static dev.tandem.optimizing.stamp.Bounds.mask;

import dev.tandem.ir.graph.IntegerStamp;

/** Bitwise logic, shifts, rotations and counts of bits. */
final class BitTransfer {
    private BitTransfer() {}

    static IntegerStamp and(IntegerStamp a, IntegerStamp b) {
        long unsignedMax = Bounds.minUnsigned(a.unsignedMax(), b.unsignedMax());
        return Bounds.unsignedAndBits(a.width(), 0, unsignedMax, a.zeros() | b.zeros(), a.ones() & b.ones());
    }

    static IntegerStamp or(IntegerStamp a, IntegerStamp b) {
        long unsignedMin = Bounds.maxUnsigned(a.unsignedMin(), b.unsignedMin());
        return Bounds.unsignedAndBits(a.width(), unsignedMin, mask(a.width()), a.zeros() & b.zeros(), a.ones() | b.ones());
    }

    static IntegerStamp xor(IntegerStamp a, IntegerStamp b) {
        return IntegerStamp.bits(
                a.width(), (a.zeros() & b.zeros()) | (a.ones() & b.ones()), (a.zeros() & b.ones()) | (a.ones() & b.zeros()));
    }

    /** The least count that a shift by {@code by} shifts by, modulo the width; 0 if that is open. */
    private static int leastCount(IntegerStamp by) {
        return Long.compareUnsigned(by.unsignedMax(), by.width()) < 0 ? (int) by.unsignedMin() : 0;
    }

    private static int count(IntegerStamp by) {
        return (int) by.min() & (by.width() - 1);
    }

    static IntegerStamp shiftLeft(IntegerStamp a, IntegerStamp by) {
        int width = a.width();
        if (!by.isConstant()) {
            int trailing = Math.min(width - 1, Long.numberOfTrailingZeros(~a.zeros()) + leastCount(by));
            return IntegerStamp.bits(width, (1L << trailing) - 1, 0);
        }
        int n = count(by);
        long zeros = (a.zeros() << n) | ((1L << n) - 1);
        long ones = a.ones() << n;
        long min = Bounds.signedMin(width);
        long max = Bounds.signedMax(width);
        if (fits(width, a.min(), n) && fits(width, a.max(), n)) {
            min = a.min() << n;
            max = a.max() << n;
        }
        boolean unsignedFits = n == 0 || (a.unsignedMax() >= 0 && a.unsignedMax() <= mask(width) >>> n);
        return Bounds.all(
                width, min, max, unsignedFits ? a.unsignedMin() << n : 0, unsignedFits ? a.unsignedMax() << n : mask(width), zeros, ones);
    }

    private static boolean fits(int width, long value, int n) {
        long shifted = value << n;
        return shifted >> n == value && shifted == Bounds.signExtend(width, shifted);
    }

    static IntegerStamp shiftRightUnsigned(IntegerStamp a, IntegerStamp by) {
        int width = a.width();
        if (!by.isConstant()) {
            return IntegerStamp.unsignedRange(width, 0, a.unsignedMax() >>> leastCount(by));
        }
        int n = count(by);
        long vacated = mask(width) & ~(mask(width) >>> n);
        return Bounds.unsignedAndBits(
                width, a.unsignedMin() >>> n, a.unsignedMax() >>> n, (a.zeros() >>> n) | vacated, a.ones() >>> n);
    }

    static IntegerStamp shiftRightSigned(IntegerStamp a, IntegerStamp by) {
        int width = a.width();
        if (!by.isConstant()) {
            int least = leastCount(by);
            long min = a.min() < 0 ? a.min() >> least : 0;
            long max = a.max() < 0 ? -1 : a.max() >> least;
            return IntegerStamp.signedRange(width, min, max);
        }
        int n = count(by);
        long zeros = Bounds.signExtend(width, a.zeros()) >> n;
        long ones = Bounds.signExtend(width, a.ones()) >> n;
        return Bounds.signedAndBits(width, a.min() >> n, a.max() >> n, zeros, ones);
    }

    static IntegerStamp rotateLeft(IntegerStamp a, IntegerStamp by) {
        return by.isConstant() ? rotated(a, count(by)) : Bounds.full(a.width());
    }

    static IntegerStamp rotateRight(IntegerStamp a, IntegerStamp by) {
        return by.isConstant() ? rotated(a, a.width() - count(by)) : Bounds.full(a.width());
    }

    private static IntegerStamp rotated(IntegerStamp a, int n) {
        return IntegerStamp.bits(a.width(), rotate(a.width(), a.zeros(), n), rotate(a.width(), a.ones(), n));
    }

    private static long rotate(int width, long bits, int n) {
        return width == 64 ? Long.rotateLeft(bits, n) : Integer.rotateLeft((int) bits, n) & 0xffff_ffffL;
    }

    static IntegerStamp leadingZeros(IntegerStamp a) {
        int unused = 64 - a.width();
        return IntegerStamp.unsignedRange(
                a.width(),
                Long.numberOfLeadingZeros(a.unsignedMax()) - unused,
                Long.numberOfLeadingZeros(a.unsignedMin()) - unused);
    }

    static IntegerStamp trailingZeros(IntegerStamp a) {
        int width = a.width();
        long least = Math.min(width, Long.numberOfTrailingZeros(~a.zeros()));
        long most = Math.min(width, Long.numberOfTrailingZeros(a.ones()));
        return IntegerStamp.unsignedRange(width, least, most);
    }

    static IntegerStamp population(IntegerStamp a) {
        return IntegerStamp.unsignedRange(a.width(), Long.bitCount(a.ones()), a.width() - Long.bitCount(a.zeros()));
    }
}
