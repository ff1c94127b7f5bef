// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.stamp;

import dev.tandem.ir.graph.IntegerStamp;

/** Numbers that belong to a width of 32 or 64 bits, and stamps made from parts of the facts. */
final class Bounds {
    private Bounds() {}

    /** The bits of the width. */
    static long mask(int width) {
        return -1L >>> (64 - width);
    }

    static long signedMin(int width) {
        return -1L << (width - 1);
    }

    static long signedMax(int width) {
        return mask(width) >>> 1;
    }

    static long signExtend(int width, long value) {
        return value << (64 - width) >> (64 - width);
    }

    static IntegerStamp full(int width) {
        return IntegerStamp.signedRange(width, signedMin(width), signedMax(width));
    }

    /** All that is known: signed bounds, unsigned bounds, bits. */
    static IntegerStamp all(int width, long min, long max, long unsignedMin, long unsignedMax, long zeros, long ones) {
        return IntegerStamp.of(width, min, max, unsignedMin, unsignedMax, zeros, ones);
    }

    static IntegerStamp signedAndBits(int width, long min, long max, long zeros, long ones) {
        return all(width, min, max, 0, mask(width), zeros, ones);
    }

    static IntegerStamp unsignedAndBits(int width, long unsignedMin, long unsignedMax, long zeros, long ones) {
        return all(width, signedMin(width), signedMax(width), unsignedMin, unsignedMax, zeros, ones);
    }

    static long minUnsigned(long a, long b) {
        return Long.compareUnsigned(a, b) < 0 ? a : b;
    }

    static long maxUnsigned(long a, long b) {
        return Long.compareUnsigned(a, b) > 0 ? a : b;
    }
}
