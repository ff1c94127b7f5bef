// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.graph.evaluate;

import dev.tandem.decoder.body.Opcode;

/**
 * Scalar float arithmetic and comparisons. Where the result of arithmetic is NaN it is the canonical one, as in the specification's
 * deterministic profile; {@code abs}, {@code neg} and {@code copysign} only touch the sign.
 */
final class FloatNumerics {
    private static final int SIGN = Integer.MIN_VALUE;
    private static final long LONG_SIGN = Long.MIN_VALUE;

    private FloatNumerics() {}

    /** The canonical NaN for any NaN. */
    static Bits canonical(float value) {
        return Bits.ofInt(Float.floatToIntBits(value));
    }

    static Bits canonical(double value) {
        return Bits.ofLong(Double.doubleToLongBits(value));
    }

    static Bits f32(Opcode op, Bits operand) {
        float a = operand.asFloat();
        return switch (op) {
            case F32_ABS -> Bits.ofInt(operand.asInt() & ~SIGN);
            case F32_NEG -> Bits.ofInt(operand.asInt() ^ SIGN);
            case F32_CEIL -> canonical((float) Math.ceil(a));
            case F32_FLOOR -> canonical((float) Math.floor(a));
            case F32_TRUNC -> canonical((float) truncate(a));
            case F32_NEAREST -> canonical((float) Math.rint(a));
            case F32_SQRT -> canonical((float) Math.sqrt(a));
            default -> throw new IllegalArgumentException(op.mnemonic());
        };
    }

    static Bits f64(Opcode op, Bits operand) {
        double a = operand.asDouble();
        return switch (op) {
            case F64_ABS -> Bits.ofLong(operand.low() & ~LONG_SIGN);
            case F64_NEG -> Bits.ofLong(operand.low() ^ LONG_SIGN);
            case F64_CEIL -> canonical(Math.ceil(a));
            case F64_FLOOR -> canonical(Math.floor(a));
            case F64_TRUNC -> canonical(truncate(a));
            case F64_NEAREST -> canonical(Math.rint(a));
            case F64_SQRT -> canonical(Math.sqrt(a));
            default -> throw new IllegalArgumentException(op.mnemonic());
        };
    }

    static double truncate(double a) {
        return a < 0 ? Math.ceil(a) : Math.floor(a);
    }

    static Bits f32(Opcode op, Bits first, Bits second) {
        float a = first.asFloat();
        float b = second.asFloat();
        return switch (op) {
            case F32_EQ -> Bits.of(a == b);
            case F32_NE -> Bits.of(a != b);
            case F32_LT -> Bits.of(a < b);
            case F32_GT -> Bits.of(a > b);
            case F32_LE -> Bits.of(a <= b);
            case F32_GE -> Bits.of(a >= b);
            case F32_ADD -> canonical(a + b);
            case F32_SUB -> canonical(a - b);
            case F32_MUL -> canonical(a * b);
            case F32_DIV -> canonical(a / b);
            case F32_MIN -> canonical(Math.min(a, b));
            case F32_MAX -> canonical(Math.max(a, b));
            case F32_COPYSIGN -> Bits.ofInt((first.asInt() & ~SIGN) | (second.asInt() & SIGN));
            default -> throw new IllegalArgumentException(op.mnemonic());
        };
    }

    static Bits f64(Opcode op, Bits first, Bits second) {
        double a = first.asDouble();
        double b = second.asDouble();
        return switch (op) {
            case F64_EQ -> Bits.of(a == b);
            case F64_NE -> Bits.of(a != b);
            case F64_LT -> Bits.of(a < b);
            case F64_GT -> Bits.of(a > b);
            case F64_LE -> Bits.of(a <= b);
            case F64_GE -> Bits.of(a >= b);
            case F64_ADD -> canonical(a + b);
            case F64_SUB -> canonical(a - b);
            case F64_MUL -> canonical(a * b);
            case F64_DIV -> canonical(a / b);
            case F64_MIN -> canonical(Math.min(a, b));
            case F64_MAX -> canonical(Math.max(a, b));
            case F64_COPYSIGN -> Bits.ofLong((first.low() & ~LONG_SIGN) | (second.low() & LONG_SIGN));
            default -> throw new IllegalArgumentException(op.mnemonic());
        };
    }
}
