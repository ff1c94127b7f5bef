// SPDX-License-Identifier: Apache-2.0
package org.example.tier;

import dev.tandem.decoder.body.Opcode;
import dev.tandem.ir.trap.TrapCode;
import dev.tandem.ir.trap.WasmTrap;
import java.util.function.IntBinaryOperator;
import java.util.function.IntPredicate;
import java.util.function.IntUnaryOperator;
import java.util.function.LongBinaryOperator;
import java.util.function.LongUnaryOperator;

/** Integer arithmetic on bits; what floats are in hands over to {@link Floats}. */
final class Numbers {
    static final long MASK = 0xffff_ffffL;

    private Numbers() {}

    private static LongUnaryOperator i32(IntUnaryOperator operation) {
        return a -> operation.applyAsInt((int) a) & MASK;
    }

    private static LongBinaryOperator i32(IntBinaryOperator operation) {
        return (a, b) -> operation.applyAsInt((int) a, (int) b) & MASK;
    }

    @FunctionalInterface
    private interface LongComparison {
        boolean test(long a, long b);
    }

    private static LongBinaryOperator test(LongComparison comparison) {
        return (a, b) -> comparison.test(a, b) ? 1 : 0;
    }

    /** By the sign of what {@link Integer#compare} says. */
    private static LongBinaryOperator signed32(IntPredicate order) {
        return (a, b) -> order.test(Integer.compare((int) a, (int) b)) ? 1 : 0;
    }

    private static LongBinaryOperator signed64(IntPredicate order) {
        return (a, b) -> order.test(Long.compare(a, b)) ? 1 : 0;
    }

    /** For both widths: 32 bits are zero-extended. */
    private static LongBinaryOperator unsigned(IntPredicate order) {
        return (a, b) -> order.test(Long.compareUnsigned(a, b)) ? 1 : 0;
    }

    private static long divisor(long b) {
        if (b == 0) {
            throw new WasmTrap(TrapCode.INTEGER_DIVIDE_BY_ZERO);
        }
        return b;
    }

    private static long divide(long a, long b, long least) {
        if (divisor(b) == -1 && a == least) {
            throw new WasmTrap(TrapCode.INTEGER_OVERFLOW);
        }
        return a / b;
    }

    static LongUnaryOperator unary(Opcode op) {
        return switch (op) {
            case I32_EQZ, I64_EQZ -> a -> a == 0 ? 1 : 0;
            case I32_CLZ -> i32(Integer::numberOfLeadingZeros);
            case I32_CTZ -> i32(Integer::numberOfTrailingZeros);
            case I32_POPCNT -> i32(Integer::bitCount);
            case I64_CLZ -> Long::numberOfLeadingZeros;
            case I64_CTZ -> Long::numberOfTrailingZeros;
            case I64_POPCNT -> Long::bitCount;
            case I32_EXTEND8_S -> i32(a -> (byte) a);
            case I32_EXTEND16_S -> i32(a -> (short) a);
            case I64_EXTEND8_S -> a -> (byte) a;
            case I64_EXTEND16_S -> a -> (short) a;
            case I64_EXTEND32_S, I64_EXTEND_I32_S -> a -> (int) a;
            case I32_WRAP_I64 -> a -> a & MASK;
            case I64_EXTEND_I32_U, I32_REINTERPRET_F32, F32_REINTERPRET_I32, I64_REINTERPRET_F64, F64_REINTERPRET_I64 ->
                LongUnaryOperator.identity();
            default -> Floats.unary(op);
        };
    }

    static LongBinaryOperator binary(Opcode op) {
        return switch (op) {
            case I32_EQ, I64_EQ -> test((a, b) -> a == b);
            case I32_NE, I64_NE -> test((a, b) -> a != b);
            case I32_LT_S -> signed32(order -> order < 0);
            case I32_GT_S -> signed32(order -> order > 0);
            case I32_LE_S -> signed32(order -> order <= 0);
            case I32_GE_S -> signed32(order -> order >= 0);
            case I64_LT_S -> signed64(order -> order < 0);
            case I64_GT_S -> signed64(order -> order > 0);
            case I64_LE_S -> signed64(order -> order <= 0);
            case I64_GE_S -> signed64(order -> order >= 0);
            case I32_LT_U, I64_LT_U -> unsigned(order -> order < 0);
            case I32_GT_U, I64_GT_U -> unsigned(order -> order > 0);
            case I32_LE_U, I64_LE_U -> unsigned(order -> order <= 0);
            case I32_GE_U, I64_GE_U -> unsigned(order -> order >= 0);

            case I32_ADD -> i32((a, b) -> a + b);
            case I32_SUB -> i32((a, b) -> a - b);
            case I32_MUL -> i32((a, b) -> a * b);
            case I32_DIV_S -> (a, b) -> divide((int) a, (int) b, Integer.MIN_VALUE) & MASK;
            case I32_DIV_U, I64_DIV_U -> (a, b) -> Long.divideUnsigned(a, divisor(b));
            case I32_REM_S -> (a, b) -> (int) a % divisor((int) b) & MASK;
            case I32_REM_U, I64_REM_U -> (a, b) -> Long.remainderUnsigned(a, divisor(b));
            case I32_AND, I64_AND -> (a, b) -> a & b;
            case I32_OR, I64_OR -> (a, b) -> a | b;
            case I32_XOR, I64_XOR -> (a, b) -> a ^ b;
            case I32_SHL -> i32((a, b) -> a << b);
            case I32_SHR_S -> i32((a, b) -> a >> b);
            case I32_SHR_U -> i32((a, b) -> a >>> b);
            case I32_ROTL -> i32(Integer::rotateLeft);
            case I32_ROTR -> i32(Integer::rotateRight);

            case I64_ADD -> (a, b) -> a + b;
            case I64_SUB -> (a, b) -> a - b;
            case I64_MUL -> (a, b) -> a * b;
            case I64_DIV_S -> (a, b) -> divide(a, b, Long.MIN_VALUE);
            case I64_REM_S -> (a, b) -> a % divisor(b);
            case I64_SHL -> (a, b) -> a << b;
            case I64_SHR_S -> (a, b) -> a >> b;
            case I64_SHR_U -> (a, b) -> a >>> b;
            case I64_ROTL -> (a, b) -> Long.rotateLeft(a, (int) b);
            case I64_ROTR -> (a, b) -> Long.rotateRight(a, (int) b);
            default -> Floats.binary(op);
        };
    }
}
