// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.branch;

import dev.tandem.ir.graph.IntegerStamp;
import dev.tandem.optimizing.stamp.Comparison;
import org.jspecify.annotations.Nullable;

/** Stamps for which two things hold; null where they contradict each other. */
final class Intersection {
    private Intersection() {}

    static @Nullable IntegerStamp of(IntegerStamp a, IntegerStamp b) {
        return all(
                a.width(),
                /* min= */ Math.max(a.min(), b.min()),
                /* max= */ Math.min(a.max(), b.max()),
                maxUnsigned(a.unsignedMin(), b.unsignedMin()),
                minUnsigned(a.unsignedMax(), b.unsignedMax()),
                a.zeros() | b.zeros(),
                a.ones() | b.ones());
    }

    private static @Nullable IntegerStamp all(int width, long min, long max, long unsignedMin, long unsignedMax, long zeros, long ones) {
        boolean empty = min > max || Long.compareUnsigned(unsignedMin, unsignedMax) > 0 || (zeros & ones) != 0;
        return empty ? null : IntegerStamp.of(width, min, max, unsignedMin, unsignedMax, zeros, ones);
    }

    private static long minUnsigned(long a, long b) {
        return Long.compareUnsigned(a, b) < 0 ? a : b;
    }

    private static long maxUnsigned(long a, long b) {
        return Long.compareUnsigned(a, b) > 0 ? a : b;
    }

    private static @Nullable IntegerStamp signed(IntegerStamp a, long min, long max) {
        return all(
                a.width(),
                /* min= */ Math.max(a.min(), min),
                /* max= */ Math.min(a.max(), max),
                a.unsignedMin(),
                a.unsignedMax(),
                a.zeros(),
                a.ones());
    }

    private static @Nullable IntegerStamp unsigned(IntegerStamp a, long min, long max) {
        return all(
                a.width(), a.min(), a.max(), maxUnsigned(a.unsignedMin(), min), minUnsigned(a.unsignedMax(), max), a.zeros(), a.ones());
    }

    /** All values of {@code a} but one, a sign-extended number: bounds that are it move. */
    static @Nullable IntegerStamp without(IntegerStamp a, long value) {
        long mask = -1L >>> (64 - a.width());
        if (a.isConstant()) {
            return a.min() == value ? null : a;
        }
        return all(
                a.width(),
                a.min() == value ? value + 1 : a.min(),
                a.max() == value ? value - 1 : a.max(),
                a.unsignedMin() == (value & mask) ? a.unsignedMin() + 1 : a.unsignedMin(),
                a.unsignedMax() == (value & mask) ? a.unsignedMax() - 1 : a.unsignedMax(),
                a.zeros(),
                a.ones());
    }

    /** What is left of {@code a} when it is in the relation to a value of {@code b}. */
    static @Nullable IntegerStamp given(Comparison relation, IntegerStamp a, IntegerStamp b) {
        return switch (relation) {
            case EQ -> of(a, b);
            case NE -> b.isConstant() ? without(a, b.min()) : a;
            case LT_S -> b.max() == Long.MIN_VALUE ? null : signed(a, a.min(), b.max() - 1);
            case LE_S -> signed(a, a.min(), b.max());
            case GT_S -> b.min() == Long.MAX_VALUE ? null : signed(a, b.min() + 1, a.max());
            case GE_S -> signed(a, b.min(), a.max());
            case LT_U -> b.unsignedMax() == 0 ? null : unsigned(a, 0, b.unsignedMax() - 1);
            case LE_U -> unsigned(a, 0, b.unsignedMax());
            case GT_U -> b.unsignedMin() == -1 ? null : unsigned(a, b.unsignedMin() + 1, a.unsignedMax());
            case GE_U -> unsigned(a, b.unsignedMin(), a.unsignedMax());
        };
    }
}
