// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.graph.evaluate;

import static dev.tandem.ir.graph.evaluate.Lanes.build;

import dev.tandem.decoder.body.Opcode;

/** Vector float arithmetic and conversions: the scalar instruction on each lane, where there is one. */
final class VectorFloats {
    private VectorFloats() {}

    static Bits unary(Opcode op, Bits a) {
        return switch (op) {
            case F32X4_CEIL -> each(Opcode.F32_CEIL, 4, a);
            case F32X4_FLOOR -> each(Opcode.F32_FLOOR, 4, a);
            case F32X4_TRUNC -> each(Opcode.F32_TRUNC, 4, a);
            case F32X4_NEAREST -> each(Opcode.F32_NEAREST, 4, a);
            case F32X4_ABS -> each(Opcode.F32_ABS, 4, a);
            case F32X4_NEG -> each(Opcode.F32_NEG, 4, a);
            case F32X4_SQRT -> each(Opcode.F32_SQRT, 4, a);
            case F64X2_CEIL -> each(Opcode.F64_CEIL, 8, a);
            case F64X2_FLOOR -> each(Opcode.F64_FLOOR, 8, a);
            case F64X2_TRUNC -> each(Opcode.F64_TRUNC, 8, a);
            case F64X2_NEAREST -> each(Opcode.F64_NEAREST, 8, a);
            case F64X2_ABS -> each(Opcode.F64_ABS, 8, a);
            case F64X2_NEG -> each(Opcode.F64_NEG, 8, a);
            case F64X2_SQRT -> each(Opcode.F64_SQRT, 8, a);
            case I32X4_TRUNC_SAT_F32X4_S, I32X4_RELAXED_TRUNC_F32X4_S -> each(Opcode.I32_TRUNC_SAT_F32_S, 4, a);
            case I32X4_TRUNC_SAT_F32X4_U, I32X4_RELAXED_TRUNC_F32X4_U -> each(Opcode.I32_TRUNC_SAT_F32_U, 4, a);
            case F32X4_CONVERT_I32X4_S -> each(Opcode.F32_CONVERT_I32_S, 4, a);
            case F32X4_CONVERT_I32X4_U -> each(Opcode.F32_CONVERT_I32_U, 4, a);
            case I32X4_TRUNC_SAT_F64X2_S_ZERO, I32X4_RELAXED_TRUNC_F64X2_S_ZERO ->
                narrowed(Opcode.I32_TRUNC_SAT_F64_S, a);
            case I32X4_TRUNC_SAT_F64X2_U_ZERO, I32X4_RELAXED_TRUNC_F64X2_U_ZERO ->
                narrowed(Opcode.I32_TRUNC_SAT_F64_U, a);
            case F32X4_DEMOTE_F64X2_ZERO -> narrowed(Opcode.F32_DEMOTE_F64, a);
            case F64X2_CONVERT_LOW_I32X4_S -> widened(Opcode.F64_CONVERT_I32_S, a);
            case F64X2_CONVERT_LOW_I32X4_U -> widened(Opcode.F64_CONVERT_I32_U, a);
            case F64X2_PROMOTE_LOW_F32X4 -> widened(Opcode.F64_PROMOTE_F32, a);
            default -> throw new IllegalArgumentException(op.mnemonic());
        };
    }

    private static long scalar(Opcode op, long lane) {
        return Numerics.evaluate(op, new Bits(lane, 0)).low();
    }

    private static Bits each(Opcode scalar, int width, Bits a) {
        return build(width, i -> scalar(scalar, a.lane(width, i)));
    }

    private static Bits narrowed(Opcode scalar, Bits a) {
        return build(4, i -> i < 2 ? scalar(scalar, a.lane(8, i)) : 0);
    }

    private static Bits widened(Opcode scalar, Bits a) {
        return build(8, i -> scalar(scalar, a.lane(4, i)));
    }

    static Bits binary(Opcode op, Bits a, Bits b) {
        return switch (op) {
            case F32X4_EQ -> compared(Opcode.F32_EQ, 4, a, b);
            case F32X4_NE -> compared(Opcode.F32_NE, 4, a, b);
            case F32X4_LT -> compared(Opcode.F32_LT, 4, a, b);
            case F32X4_GT -> compared(Opcode.F32_GT, 4, a, b);
            case F32X4_LE -> compared(Opcode.F32_LE, 4, a, b);
            case F32X4_GE -> compared(Opcode.F32_GE, 4, a, b);
            case F64X2_EQ -> compared(Opcode.F64_EQ, 8, a, b);
            case F64X2_NE -> compared(Opcode.F64_NE, 8, a, b);
            case F64X2_LT -> compared(Opcode.F64_LT, 8, a, b);
            case F64X2_GT -> compared(Opcode.F64_GT, 8, a, b);
            case F64X2_LE -> compared(Opcode.F64_LE, 8, a, b);
            case F64X2_GE -> compared(Opcode.F64_GE, 8, a, b);
            case F32X4_ADD -> each(Opcode.F32_ADD, 4, a, b);
            case F32X4_SUB -> each(Opcode.F32_SUB, 4, a, b);
            case F32X4_MUL -> each(Opcode.F32_MUL, 4, a, b);
            case F32X4_DIV -> each(Opcode.F32_DIV, 4, a, b);
            case F32X4_MIN, F32X4_RELAXED_MIN -> each(Opcode.F32_MIN, 4, a, b);
            case F32X4_MAX, F32X4_RELAXED_MAX -> each(Opcode.F32_MAX, 4, a, b);
            case F64X2_ADD -> each(Opcode.F64_ADD, 8, a, b);
            case F64X2_SUB -> each(Opcode.F64_SUB, 8, a, b);
            case F64X2_MUL -> each(Opcode.F64_MUL, 8, a, b);
            case F64X2_DIV -> each(Opcode.F64_DIV, 8, a, b);
            case F64X2_MIN, F64X2_RELAXED_MIN -> each(Opcode.F64_MIN, 8, a, b);
            case F64X2_MAX, F64X2_RELAXED_MAX -> each(Opcode.F64_MAX, 8, a, b);
            case F32X4_PMIN -> chosen(Opcode.F32_LT, 4, a, b, b, a);
            case F32X4_PMAX -> chosen(Opcode.F32_LT, 4, a, b, a, b);
            case F64X2_PMIN -> chosen(Opcode.F64_LT, 8, a, b, b, a);
            case F64X2_PMAX -> chosen(Opcode.F64_LT, 8, a, b, a, b);
            default -> throw new IllegalArgumentException(op.mnemonic());
        };
    }

    private static long scalar(Opcode op, long first, long second) {
        return Numerics.evaluate(op, new Bits(first, 0), new Bits(second, 0)).low();
    }

    private static Bits each(Opcode scalar, int width, Bits a, Bits b) {
        return build(width, i -> scalar(scalar, a.lane(width, i), b.lane(width, i)));
    }

    private static Bits compared(Opcode scalar, int width, Bits a, Bits b) {
        return build(width, i -> -scalar(scalar, a.lane(width, i), b.lane(width, i)));
    }

    /** Lanes of {@code b} where {@code test(left, right)} holds, else of {@code a}. */
    private static Bits chosen(Opcode test, int width, Bits a, Bits b, Bits left, Bits right) {
        return build(
                width,
                i -> (scalar(test, left.lane(width, i), right.lane(width, i)) != 0 ? b : a).lane(width, i));
    }

    /** Not fused: product and sum are rounded each, on every processor. */
    static Bits ternary(Opcode op, Bits a, Bits b, Bits c) {
        return switch (op) {
            case F32X4_RELAXED_MADD -> each(Opcode.F32_ADD, 4, each(Opcode.F32_MUL, 4, a, b), c);
            case F32X4_RELAXED_NMADD -> each(Opcode.F32_SUB, 4, c, each(Opcode.F32_MUL, 4, a, b));
            case F64X2_RELAXED_MADD -> each(Opcode.F64_ADD, 8, each(Opcode.F64_MUL, 8, a, b), c);
            case F64X2_RELAXED_NMADD -> each(Opcode.F64_SUB, 8, c, each(Opcode.F64_MUL, 8, a, b));
            default -> throw new IllegalArgumentException(op.mnemonic());
        };
    }
}
