// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.graph.evaluate;

import dev.tandem.decoder.body.Opcode;

/** Conversions between scalar integers and floats. Those that trap expect an operand that does not. */
final class ConversionNumerics {
    private static final double TWO_63 = 0x1p63;
    private static final double TWO_64 = 0x1p64;

    private ConversionNumerics() {}

    static Bits convert(Opcode op, Bits a) {
        return switch (op) {
            case I32_TRUNC_F32_S, I32_TRUNC_SAT_F32_S -> Bits.ofInt((int) a.asFloat());
            case I32_TRUNC_F64_S, I32_TRUNC_SAT_F64_S -> Bits.ofInt((int) a.asDouble());
            case I32_TRUNC_F32_U, I32_TRUNC_SAT_F32_U -> Bits.ofInt(toUnsignedInt(a.asFloat()));
            case I32_TRUNC_F64_U, I32_TRUNC_SAT_F64_U -> Bits.ofInt(toUnsignedInt(a.asDouble()));
            case I64_TRUNC_F32_S, I64_TRUNC_SAT_F32_S -> Bits.ofLong((long) a.asFloat());
            case I64_TRUNC_F64_S, I64_TRUNC_SAT_F64_S -> Bits.ofLong((long) a.asDouble());
            case I64_TRUNC_F32_U, I64_TRUNC_SAT_F32_U -> Bits.ofLong(toUnsignedLong(a.asFloat()));
            case I64_TRUNC_F64_U, I64_TRUNC_SAT_F64_U -> Bits.ofLong(toUnsignedLong(a.asDouble()));
            case F32_CONVERT_I32_S -> Bits.ofFloat((float) a.asInt());
            case F32_CONVERT_I32_U -> Bits.ofFloat((float) a.low());
            case F32_CONVERT_I64_S -> Bits.ofFloat((float) a.low());
            case F32_CONVERT_I64_U -> Bits.ofFloat(a.low() >= 0 ? (float) a.low() : (float) half(a.low()) * 2);
            case F64_CONVERT_I32_S -> Bits.ofDouble((double) a.asInt());
            case F64_CONVERT_I32_U -> Bits.ofDouble((double) a.low());
            case F64_CONVERT_I64_S -> Bits.ofDouble((double) a.low());
            case F64_CONVERT_I64_U -> Bits.ofDouble(a.low() >= 0 ? (double) a.low() : (double) half(a.low()) * 2);
            case F32_DEMOTE_F64 -> FloatNumerics.canonical((float) a.asDouble());
            case F64_PROMOTE_F32 -> FloatNumerics.canonical((double) a.asFloat());
            case I32_REINTERPRET_F32, I64_REINTERPRET_F64, F32_REINTERPRET_I32, F64_REINTERPRET_I64 -> a;
            default -> throw new IllegalArgumentException(op.mnemonic());
        };
    }

    /** Half of an unsigned number, the bit lost being kept in the lowest one so that rounding stays right. */
    private static long half(long a) {
        return (a >>> 1) | (a & 1);
    }

    /** Saturating; NaN gives 0. */
    static int toUnsignedInt(double a) {
        return (int) Math.clamp((long) a, 0L, 0xffff_ffffL);
    }

    /** Saturating; NaN gives 0. */
    static long toUnsignedLong(double a) {
        if (a < TWO_63 || Double.isNaN(a)) {
            return Math.max(0, (long) a);
        }
        return a < TWO_64 ? (long) (a - TWO_63) ^ Long.MIN_VALUE : -1;
    }
}
