// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.stamp;

import static dev.tandem.optimizing.stamp.Bounds.mask;
import static dev.tandem.optimizing.stamp.Bounds.signedMax;
import static dev.tandem.optimizing.stamp.Bounds.signedMin;

import dev.tandem.ir.graph.IntegerStamp;

/** Sums, differences, products, quotients and remainders. Bounds are kept where nothing can wrap. */
final class ArithmeticTransfer {
    private ArithmeticTransfer() {}

    static IntegerStamp add(IntegerStamp a, IntegerStamp b) {
        int width = a.width();
        long min = signedMin(width);
        long max = signedMax(width);
        if (!signedSumWraps(width, a.min(), b.min()) && !signedSumWraps(width, a.max(), b.max())) {
            min = a.min() + b.min();
            max = a.max() + b.max();
        }
        long unsignedMin = 0;
        long unsignedMax = mask(width);
        if (!unsignedSumWraps(width, a.unsignedMax(), b.unsignedMax())) {
            unsignedMin = a.unsignedMin() + b.unsignedMin();
            unsignedMax = a.unsignedMax() + b.unsignedMax();
        } else if (unsignedSumWraps(width, a.unsignedMin(), b.unsignedMin())) {
            // Every sum wraps once.
            unsignedMin = (a.unsignedMin() + b.unsignedMin()) & mask(width);
            unsignedMax = (a.unsignedMax() + b.unsignedMax()) & mask(width);
        }
        return withSumBits(width, a.zeros(), a.ones(), b.zeros(), b.ones(), 0, min, max, unsignedMin, unsignedMax);
    }

    static IntegerStamp subtract(IntegerStamp a, IntegerStamp b) {
        int width = a.width();
        long min = signedMin(width);
        long max = signedMax(width);
        if (!signedDifferenceWraps(width, a.min(), b.max()) && !signedDifferenceWraps(width, a.max(), b.min())) {
            min = a.min() - b.max();
            max = a.max() - b.min();
        }
        long unsignedMin = 0;
        long unsignedMax = mask(width);
        boolean neverBorrows = Long.compareUnsigned(a.unsignedMin(), b.unsignedMax()) >= 0;
        boolean alwaysBorrows = Long.compareUnsigned(a.unsignedMax(), b.unsignedMin()) < 0;
        if (neverBorrows || alwaysBorrows) {
            unsignedMin = (a.unsignedMin() - b.unsignedMax()) & mask(width);
            unsignedMax = (a.unsignedMax() - b.unsignedMin()) & mask(width);
        }
        // a - b = a + ~b + 1
        return withSumBits(width, a.zeros(), a.ones(), /* zerosB= */ b.ones(), /* onesB= */ b.zeros(), 1, min, max, unsignedMin, unsignedMax);
    }

    private static boolean signedSumWraps(int width, long x, long y) {
        long sum = x + y;
        return width == 32 ? sum != (int) sum : ((x ^ sum) & (y ^ sum)) < 0;
    }

    private static boolean signedDifferenceWraps(int width, long x, long y) {
        long difference = x - y;
        return width == 32 ? difference != (int) difference : ((x ^ y) & (x ^ difference)) < 0;
    }

    private static boolean unsignedSumWraps(int width, long x, long y) {
        long sum = x + y;
        return width == 32 ? sum >>> 32 != 0 : Long.compareUnsigned(sum, x) < 0;
    }

    /**
     * A bit of a sum is known where both operands' bits and the carry into it are. The largest sum has a carry wherever one is possible, the
     * smallest only where one is certain.
     */
    private static IntegerStamp withSumBits(
            int width, long zerosA, long onesA, long zerosB, long onesB, long carry, long min, long max, long unsignedMin, long unsignedMax) {
        long largest = ~zerosA + ~zerosB + carry;
        long smallest = onesA + onesB + carry;
        long carryIsZero = ~(largest ^ zerosA ^ zerosB);
        long carryIsOne = smallest ^ onesA ^ onesB;
        long known = (zerosA | onesA) & (zerosB | onesB) & (carryIsZero | carryIsOne);
        return Bounds.all(width, min, max, unsignedMin, unsignedMax, ~largest & known, smallest & known);
    }

    static IntegerStamp multiply(IntegerStamp a, IntegerStamp b) {
        int width = a.width();
        int trailing = Math.min(width, trailingZeros(a) + trailingZeros(b));
        long zeros = trailing == 64 ? -1 : (1L << trailing) - 1;
        long unsignedMin = 0;
        long unsignedMax = mask(width);
        if (Math.unsignedMultiplyHigh(a.unsignedMax(), b.unsignedMax()) == 0
                && Long.compareUnsigned(a.unsignedMax() * b.unsignedMax(), mask(width)) <= 0) {
            unsignedMin = a.unsignedMin() * b.unsignedMin();
            unsignedMax = a.unsignedMax() * b.unsignedMax();
        }
        long min = Long.MAX_VALUE;
        long max = Long.MIN_VALUE;
        for (int i = 0; i < 4; i++) {
            long x = (i & 1) == 0 ? a.min() : a.max();
            long y = (i & 2) == 0 ? b.min() : b.max();
            long product = x * y;
            if (Math.multiplyHigh(x, y) != product >> 63 || product != Bounds.signExtend(width, product)) {
                return Bounds.unsignedAndBits(width, unsignedMin, unsignedMax, zeros, 0);
            }
            min = Math.min(min, product);
            max = Math.max(max, product);
        }
        return Bounds.all(width, min, max, unsignedMin, unsignedMax, zeros, 0);
    }

    private static int trailingZeros(IntegerStamp a) {
        return Math.min(a.width(), Long.numberOfTrailingZeros(~a.zeros()));
    }

    static IntegerStamp divideUnsigned(IntegerStamp a, IntegerStamp b) {
        if (b.unsignedMax() == 0) {
            return Bounds.full(a.width()); // always traps
        }
        long least = Bounds.maxUnsigned(1, b.unsignedMin());
        return IntegerStamp.unsignedRange(
                a.width(),
                Long.divideUnsigned(a.unsignedMin(), b.unsignedMax()),
                Long.divideUnsigned(a.unsignedMax(), least));
    }

    static IntegerStamp remainderUnsigned(IntegerStamp a, IntegerStamp b) {
        if (b.unsignedMax() == 0) {
            return Bounds.full(a.width());
        }
        if (Long.compareUnsigned(a.unsignedMax(), b.unsignedMin()) < 0) {
            return a;
        }
        return IntegerStamp.unsignedRange(a.width(), 0, Bounds.minUnsigned(a.unsignedMax(), b.unsignedMax() - 1));
    }

    static IntegerStamp divideSigned(IntegerStamp a, IntegerStamp b) {
        if (b.min() <= 0) {
            return a.min() < 0 ? Bounds.full(a.width()) : IntegerStamp.signedRange(a.width(), -a.max(), a.max());
        }
        // Quotients by positive numbers: extremes are at the bounds.
        long min = a.min() < 0 ? a.min() / b.min() : a.min() / b.max();
        long max = a.max() < 0 ? a.max() / b.max() : a.max() / b.min();
        return IntegerStamp.signedRange(a.width(), min, max);
    }

    /** The remainder has the dividend's sign, and is smaller than the divisor. */
    static IntegerStamp remainderSigned(IntegerStamp a, IntegerStamp b) {
        long limit = signedMax(a.width());
        if (b.min() != signedMin(a.width())) {
            limit = Math.max(0, Math.max(Math.abs(b.min()), Math.abs(b.max())) - 1);
        }
        long min = a.min() < 0 ? Math.max(a.min(), -limit) : 0;
        long max = a.max() > 0 ? Math.min(a.max(), limit) : 0;
        return IntegerStamp.signedRange(a.width(), min, max);
    }
}
