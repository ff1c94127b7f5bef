// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.graph.evaluate;

import static dev.tandem.ir.graph.evaluate.Lanes.compare;
import static dev.tandem.ir.graph.evaluate.Lanes.compareUnsigned;
import static dev.tandem.ir.graph.evaluate.Lanes.map;
import static dev.tandem.ir.graph.evaluate.Lanes.mapUnsigned;
import static dev.tandem.ir.graph.evaluate.Lanes.saturateSigned;
import static dev.tandem.ir.graph.evaluate.Lanes.saturateUnsigned;

import dev.tandem.decoder.body.Opcode;

/** Vector integer arithmetic, comparisons and shifts that keep the width of lanes. */
final class VectorIntegers {
    private VectorIntegers() {}

    static Bits unary(Opcode op, Bits a) {
        int width = Lanes.width(op);
        return switch (op) {
            case I8X16_ABS, I16X8_ABS, I32X4_ABS, I64X2_ABS -> map(width, a, Math::abs);
            case I8X16_NEG, I16X8_NEG, I32X4_NEG, I64X2_NEG -> map(width, a, x -> -x);
            case I8X16_POPCNT -> map(1, a, x -> Long.bitCount(x & 0xff));
            case I8X16_ALL_TRUE, I16X8_ALL_TRUE, I32X4_ALL_TRUE, I64X2_ALL_TRUE -> Bits.of(allTrue(width, a));
            case I8X16_BITMASK, I16X8_BITMASK, I32X4_BITMASK, I64X2_BITMASK -> Bits.ofInt(bitmask(width, a));
            case V128_ANY_TRUE -> Bits.of((a.low() | a.high()) != 0);
            case V128_NOT -> new Bits(~a.low(), ~a.high());
            default -> throw new IllegalArgumentException(op.mnemonic());
        };
    }

    private static boolean allTrue(int width, Bits a) {
        for (int i = 0; i < 16 / width; i++) {
            if (a.lane(width, i) == 0) {
                return false;
            }
        }
        return true;
    }

    private static int bitmask(int width, Bits a) {
        int mask = 0;
        for (int i = 0; i < 16 / width; i++) {
            mask |= a.signedLane(width, i) < 0 ? 1 << i : 0;
        }
        return mask;
    }

    static Bits binary(Opcode op, Bits a, Bits b) {
        int width = Lanes.width(op);
        return switch (op) {
            case V128_AND -> new Bits(a.low() & b.low(), a.high() & b.high());
            case V128_ANDNOT -> new Bits(a.low() & ~b.low(), a.high() & ~b.high());
            case V128_OR -> new Bits(a.low() | b.low(), a.high() | b.high());
            case V128_XOR -> new Bits(a.low() ^ b.low(), a.high() ^ b.high());
            case I8X16_EQ, I16X8_EQ, I32X4_EQ, I64X2_EQ -> compare(width, a, b, (x, y) -> x == y);
            case I8X16_NE, I16X8_NE, I32X4_NE, I64X2_NE -> compare(width, a, b, (x, y) -> x != y);
            case I8X16_LT_S, I16X8_LT_S, I32X4_LT_S, I64X2_LT_S -> compare(width, a, b, (x, y) -> x < y);
            case I8X16_GT_S, I16X8_GT_S, I32X4_GT_S, I64X2_GT_S -> compare(width, a, b, (x, y) -> x > y);
            case I8X16_LE_S, I16X8_LE_S, I32X4_LE_S, I64X2_LE_S -> compare(width, a, b, (x, y) -> x <= y);
            case I8X16_GE_S, I16X8_GE_S, I32X4_GE_S, I64X2_GE_S -> compare(width, a, b, (x, y) -> x >= y);
            case I8X16_LT_U, I16X8_LT_U, I32X4_LT_U -> compareUnsigned(width, a, b, (x, y) -> x < y);
            case I8X16_GT_U, I16X8_GT_U, I32X4_GT_U -> compareUnsigned(width, a, b, (x, y) -> x > y);
            case I8X16_LE_U, I16X8_LE_U, I32X4_LE_U -> compareUnsigned(width, a, b, (x, y) -> x <= y);
            case I8X16_GE_U, I16X8_GE_U, I32X4_GE_U -> compareUnsigned(width, a, b, (x, y) -> x >= y);
            case I8X16_ADD, I16X8_ADD, I32X4_ADD, I64X2_ADD -> map(width, a, b, Long::sum);
            case I8X16_SUB, I16X8_SUB, I32X4_SUB, I64X2_SUB -> map(width, a, b, (x, y) -> x - y);
            case I16X8_MUL, I32X4_MUL, I64X2_MUL -> map(width, a, b, (x, y) -> x * y);
            case I8X16_ADD_SAT_S, I16X8_ADD_SAT_S -> map(width, a, b, (x, y) -> saturateSigned(width, x + y));
            case I8X16_SUB_SAT_S, I16X8_SUB_SAT_S -> map(width, a, b, (x, y) -> saturateSigned(width, x - y));
            case I8X16_ADD_SAT_U, I16X8_ADD_SAT_U -> mapUnsigned(width, a, b, (x, y) -> saturateUnsigned(width, x + y));
            case I8X16_SUB_SAT_U, I16X8_SUB_SAT_U -> mapUnsigned(width, a, b, (x, y) -> saturateUnsigned(width, x - y));
            case I8X16_MIN_S, I16X8_MIN_S, I32X4_MIN_S -> map(width, a, b, Math::min);
            case I8X16_MAX_S, I16X8_MAX_S, I32X4_MAX_S -> map(width, a, b, Math::max);
            case I8X16_MIN_U, I16X8_MIN_U, I32X4_MIN_U -> mapUnsigned(width, a, b, Math::min);
            case I8X16_MAX_U, I16X8_MAX_U, I32X4_MAX_U -> mapUnsigned(width, a, b, Math::max);
            case I8X16_AVGR_U, I16X8_AVGR_U -> mapUnsigned(width, a, b, (x, y) -> (x + y + 1) >> 1);
            // Only -1 times -1 saturates.
            case I16X8_Q15MULR_SAT_S, I16X8_RELAXED_Q15MULR_S ->
                map(2, a, b, (x, y) -> saturateSigned(2, (x * y + 0x4000) >> 15));
            default -> throw new IllegalArgumentException(op.mnemonic());
        };
    }

    /** Shifts by an i32, modulo the width of a lane. */
    static Bits shift(Opcode op, Bits a, int count) {
        int width = Lanes.width(op);
        int by = count & (width * 8 - 1);
        return switch (op) {
            case I8X16_SHL, I16X8_SHL, I32X4_SHL, I64X2_SHL -> map(width, a, x -> x << by);
            case I8X16_SHR_S, I16X8_SHR_S, I32X4_SHR_S, I64X2_SHR_S -> map(width, a, x -> x >> by);
            case I8X16_SHR_U, I16X8_SHR_U, I32X4_SHR_U, I64X2_SHR_U ->
                map(width, a, x -> (x & Bits.mask(width)) >>> by);
            default -> throw new IllegalArgumentException(op.mnemonic());
        };
    }

    static Bits bitselect(Bits a, Bits b, Bits mask) {
        return new Bits((a.low() & mask.low()) | (b.low() & ~mask.low()), (a.high() & mask.high()) | (b.high() & ~mask.high()));
    }
}
