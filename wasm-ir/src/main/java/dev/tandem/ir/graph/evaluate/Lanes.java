// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.graph.evaluate;

import dev.tandem.decoder.body.Opcode;
import java.util.function.IntToLongFunction;
import java.util.function.LongBinaryOperator;
import java.util.function.LongUnaryOperator;

/** Applies functions to each lane of vectors. Widths are in bytes; lanes are passed sign-extended where nothing else is said. */
final class Lanes {
    private Lanes() {}

    /** Width of the lanes that the mnemonic's shape names: 1 for {@code i8x16}, for instance. */
    static int width(Opcode op) {
        return switch (op.mnemonic().charAt(1)) {
            case '8' -> 1;
            case '1' -> op.mnemonic().charAt(0) == 'v' ? 16 : 2;
            case '3' -> 4;
            default -> 8;
        };
    }

    static Bits build(int width, IntToLongFunction lane) {
        long low = 0;
        long high = 0;
        for (int i = 0, half = 8 / width; i < half; i++) {
            low |= (lane.applyAsLong(i) & Bits.mask(width)) << (i * width * 8);
            high |= (lane.applyAsLong(half + i) & Bits.mask(width)) << (i * width * 8);
        }
        return new Bits(low, high);
    }

    static Bits map(int width, Bits a, LongUnaryOperator f) {
        return build(width, i -> f.applyAsLong(a.signedLane(width, i)));
    }

    static Bits map(int width, Bits a, Bits b, LongBinaryOperator f) {
        return build(width, i -> f.applyAsLong(a.signedLane(width, i), b.signedLane(width, i)));
    }

    /** Lanes are passed zero-extended. */
    static Bits mapUnsigned(int width, Bits a, Bits b, LongBinaryOperator f) {
        return build(width, i -> f.applyAsLong(a.lane(width, i), b.lane(width, i)));
    }

    /** All ones where {@code test} holds, else zero. */
    static Bits compare(int width, Bits a, Bits b, LaneTest test) {
        return map(width, a, b, (x, y) -> test.holds(x, y) ? -1 : 0);
    }

    static Bits compareUnsigned(int width, Bits a, Bits b, LaneTest test) {
        return mapUnsigned(width, a, b, (x, y) -> test.holds(x, y) ? -1 : 0);
    }

    /** {@code value} brought into the range of signed integers of that width. */
    static long saturateSigned(int width, long value) {
        long greatest = Bits.mask(width) >>> 1;
        return Math.clamp(value, -greatest - 1, greatest);
    }

    static long saturateUnsigned(int width, long value) {
        return Math.clamp(value, 0L, Bits.mask(width));
    }

    interface LaneTest {
        boolean holds(long a, long b);
    }
}
