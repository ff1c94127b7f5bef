// SPDX-License-Identifier: Apache-2.0
package org.example.tier;

import static org.example.tier.Numbers.MASK;

import dev.tandem.decoder.body.Opcode;
import dev.tandem.ir.trap.TrapCode;
import dev.tandem.ir.trap.WasmTrap;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.function.LongBinaryOperator;
import java.util.function.LongUnaryOperator;

/**
 * Floating-point arithmetic on bits. An operation on 32 bits is done on 64 and rounded, which gives the same for addition, subtraction,
 * multiplication, division and square root (S. A. Figueroa, "When is double rounding innocuous?", 1995).
 */
final class Floats {
    private static final long SIGN32 = 1L << 31;
    private static final long SIGN64 = 1L << 63;
    private static final double TWO_TO_32 = 0x1p32;
    private static final double TWO_TO_63 = 0x1p63;
    private static final double TWO_TO_64 = 0x1p64;

    private Floats() {}

    private static double f32(long bits) {
        return Float.intBitsToFloat((int) bits);
    }

    private static long bits32(double value) {
        return Float.floatToRawIntBits((float) value) & MASK;
    }

    private static double f64(long bits) {
        return Double.longBitsToDouble(bits);
    }

    private static long bits64(double value) {
        return Double.doubleToRawLongBits(value);
    }

    /** Java's own methods may hand a signalling NaN on; wasm's must not. Addition makes it quiet. */
    private static DoubleUnaryOperator quiet(DoubleUnaryOperator operation) {
        return a -> a != a ? a + a : operation.applyAsDouble(a);
    }

    private static DoubleBinaryOperator quiet(DoubleBinaryOperator operation) {
        return (a, b) -> a != a || b != b ? a + b : operation.applyAsDouble(a, b);
    }

    private static LongUnaryOperator on32(DoubleUnaryOperator operation) {
        return a -> bits32(operation.applyAsDouble(f32(a)));
    }

    private static LongBinaryOperator on32(DoubleBinaryOperator operation) {
        return (a, b) -> bits32(operation.applyAsDouble(f32(a), f32(b)));
    }

    private static LongUnaryOperator on64(DoubleUnaryOperator operation) {
        return a -> bits64(operation.applyAsDouble(f64(a)));
    }

    private static LongBinaryOperator on64(DoubleBinaryOperator operation) {
        return (a, b) -> bits64(operation.applyAsDouble(f64(a), f64(b)));
    }

    @FunctionalInterface
    private interface Comparison {
        boolean test(double a, double b);
    }

    private static LongBinaryOperator test32(Comparison comparison) {
        return (a, b) -> comparison.test(f32(a), f32(b)) ? 1 : 0;
    }

    private static LongBinaryOperator test64(Comparison comparison) {
        return (a, b) -> comparison.test(f64(a), f64(b)) ? 1 : 0;
    }

    private static double truncate(double a) {
        return a < 0 ? Math.ceil(a) : Math.floor(a);
    }

    /** {@code a} if it lies between the limits, both excluded. */
    private static double within(double low, double a, double high) {
        if (a != a) {
            throw new WasmTrap(TrapCode.INVALID_CONVERSION);
        }
        if (a <= low || a >= high) {
            throw new WasmTrap(TrapCode.INTEGER_OVERFLOW);
        }
        return a;
    }

    private static long toI32(double a) {
        return (int) within(-0x1p31 - 1, a, 0x1p31) & MASK;
    }

    private static long toU32(double a) {
        return (long) within(-1, a, TWO_TO_32);
    }

    private static long toI64(double a) {
        // The next double below -2^63.
        return (long) within(Math.nextDown(-TWO_TO_63), a, TWO_TO_63);
    }

    private static long toU64(double a) {
        return saturateU64(within(-1, a, TWO_TO_64));
    }

    private static long saturateU32(double a) {
        return a >= TWO_TO_32 ? MASK : a > 0 ? (long) a : 0;
    }

    private static long saturateU64(double a) {
        if (a >= TWO_TO_63) {
            return a >= TWO_TO_64 ? -1 : (long) (a - TWO_TO_63) | SIGN64;
        }
        return a > 0 ? (long) a : 0;
    }

    private static double fromU64(long a) {
        // Halved, with the lost bit kept, so that it rounds the right way.
        return a >= 0 ? a : (double) (a >>> 1 | a & 1) * 2;
    }

    /** Not by way of 64 bits: that would round twice. */
    private static long f32FromU64(long a) {
        float value = a >= 0 ? a : (float) (a >>> 1 | a & 1) * 2;
        return Float.floatToRawIntBits(value) & MASK;
    }

    static LongUnaryOperator unary(Opcode op) {
        return switch (op) {
            case F32_ABS -> a -> a & ~SIGN32;
            case F32_NEG -> a -> a ^ SIGN32;
            case F32_CEIL -> on32(quiet(Math::ceil));
            case F32_FLOOR -> on32(quiet(Math::floor));
            case F32_TRUNC -> on32(quiet(Floats::truncate));
            case F32_NEAREST -> on32(quiet(Math::rint));
            case F32_SQRT -> on32(quiet(Math::sqrt));
            case F64_ABS -> a -> a & ~SIGN64;
            case F64_NEG -> a -> a ^ SIGN64;
            case F64_CEIL -> on64(quiet(Math::ceil));
            case F64_FLOOR -> on64(quiet(Math::floor));
            case F64_TRUNC -> on64(quiet(Floats::truncate));
            case F64_NEAREST -> on64(quiet(Math::rint));
            case F64_SQRT -> on64(quiet(Math::sqrt));

            case I32_TRUNC_F32_S -> a -> toI32(f32(a));
            case I32_TRUNC_F32_U -> a -> toU32(f32(a));
            case I32_TRUNC_F64_S -> a -> toI32(f64(a));
            case I32_TRUNC_F64_U -> a -> toU32(f64(a));
            case I64_TRUNC_F32_S -> a -> toI64(f32(a));
            case I64_TRUNC_F32_U -> a -> toU64(f32(a));
            case I64_TRUNC_F64_S -> a -> toI64(f64(a));
            case I64_TRUNC_F64_U -> a -> toU64(f64(a));
            case I32_TRUNC_SAT_F32_S -> a -> (int) f32(a) & MASK;
            case I32_TRUNC_SAT_F32_U -> a -> saturateU32(f32(a));
            case I32_TRUNC_SAT_F64_S -> a -> (int) f64(a) & MASK;
            case I32_TRUNC_SAT_F64_U -> a -> saturateU32(f64(a));
            case I64_TRUNC_SAT_F32_S -> a -> (long) f32(a);
            case I64_TRUNC_SAT_F32_U -> a -> saturateU64(f32(a));
            case I64_TRUNC_SAT_F64_S -> a -> (long) f64(a);
            case I64_TRUNC_SAT_F64_U -> a -> saturateU64(f64(a));

            case F32_CONVERT_I32_S -> a -> bits32((int) a);
            case F32_CONVERT_I32_U -> a -> bits32(a);
            case F32_CONVERT_I64_S -> a -> Float.floatToRawIntBits(a) & MASK;
            case F32_CONVERT_I64_U -> Floats::f32FromU64;
            case F64_CONVERT_I32_S -> a -> bits64((int) a);
            case F64_CONVERT_I32_U, F64_CONVERT_I64_S -> a -> bits64(a);
            case F64_CONVERT_I64_U -> a -> bits64(fromU64(a));
            case F32_DEMOTE_F64 -> a -> bits32(f64(a));
            case F64_PROMOTE_F32 -> a -> bits64(f32(a));
            default -> throw new IllegalArgumentException(op.mnemonic());
        };
    }

    static LongBinaryOperator binary(Opcode op) {
        return switch (op) {
            case F32_EQ -> test32((a, b) -> a == b);
            case F32_NE -> test32((a, b) -> a != b);
            case F32_LT -> test32((a, b) -> a < b);
            case F32_GT -> test32((a, b) -> a > b);
            case F32_LE -> test32((a, b) -> a <= b);
            case F32_GE -> test32((a, b) -> a >= b);
            case F64_EQ -> test64((a, b) -> a == b);
            case F64_NE -> test64((a, b) -> a != b);
            case F64_LT -> test64((a, b) -> a < b);
            case F64_GT -> test64((a, b) -> a > b);
            case F64_LE -> test64((a, b) -> a <= b);
            case F64_GE -> test64((a, b) -> a >= b);

            case F32_ADD -> on32((a, b) -> a + b);
            case F32_SUB -> on32((a, b) -> a - b);
            case F32_MUL -> on32((a, b) -> a * b);
            case F32_DIV -> on32((a, b) -> a / b);
            case F32_MIN -> on32(quiet(Math::min));
            case F32_MAX -> on32(quiet(Math::max));
            case F32_COPYSIGN -> (a, b) -> a & ~SIGN32 | b & SIGN32;
            case F64_ADD -> on64((a, b) -> a + b);
            case F64_SUB -> on64((a, b) -> a - b);
            case F64_MUL -> on64((a, b) -> a * b);
            case F64_DIV -> on64((a, b) -> a / b);
            case F64_MIN -> on64(quiet(Math::min));
            case F64_MAX -> on64(quiet(Math::max));
            case F64_COPYSIGN -> (a, b) -> a & ~SIGN64 | b & SIGN64;
            default -> throw new IllegalArgumentException(op.mnemonic());
        };
    }
}
