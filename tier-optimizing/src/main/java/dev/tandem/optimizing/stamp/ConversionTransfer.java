// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.stamp;

import dev.tandem.ir.graph.IntegerStamp;

/** Extensions and wrapping. */
final class ConversionTransfer {
    private ConversionTransfer() {}

    static IntegerStamp wrap(IntegerStamp a) {
        long zeros = a.zeros();
        long ones = a.ones();
        long min = Integer.MIN_VALUE;
        long max = Integer.MAX_VALUE;
        if (a.min() >= min && a.max() <= max) {
            min = a.min();
            max = a.max();
        }
        boolean fits = a.unsignedMax() >>> 32 == a.unsignedMin() >>> 32;
        return Bounds.all(
                32, min, max, fits ? a.unsignedMin() & 0xffff_ffffL : 0, fits ? a.unsignedMax() & 0xffff_ffffL : 0xffff_ffffL, zeros, ones);
    }

    static IntegerStamp extendUnsigned(IntegerStamp a) {
        return Bounds.unsignedAndBits(64, a.unsignedMin(), a.unsignedMax(), a.zeros() | 0xffff_ffff_0000_0000L, a.ones());
    }

    static IntegerStamp extendSigned(IntegerStamp a) {
        return Bounds.signedAndBits(64, a.min(), a.max(), Bounds.signExtend(32, a.zeros()), Bounds.signExtend(32, a.ones()));
    }

    /** Of the lowest {@code bits} of a number of the same width. */
    static IntegerStamp extendSign(IntegerStamp a, int bits) {
        long least = -1L << (bits - 1);
        if (a.min() >= least && a.max() <= ~least) {
            return a;
        }
        return Bounds.signedAndBits(
                a.width(), least, ~least, Bounds.signExtend(bits, a.zeros()), Bounds.signExtend(bits, a.ones()));
    }
}
