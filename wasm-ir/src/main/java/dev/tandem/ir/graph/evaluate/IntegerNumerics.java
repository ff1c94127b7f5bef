// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.graph.evaluate;

import dev.tandem.decoder.body.Opcode;

/** Scalar integer arithmetic and comparisons. Divisions expect operands that do not trap. */
final class IntegerNumerics {
    private IntegerNumerics() {}

    static Bits unary(Opcode op, Bits operand) {
        int i = operand.asInt();
        long l = operand.low();
        return switch (op) {
            case I32_EQZ -> Bits.of(i == 0);
            case I64_EQZ -> Bits.of(l == 0);
            case I32_CLZ -> Bits.ofInt(Integer.numberOfLeadingZeros(i));
            case I32_CTZ -> Bits.ofInt(Integer.numberOfTrailingZeros(i));
            case I32_POPCNT -> Bits.ofInt(Integer.bitCount(i));
            case I64_CLZ -> Bits.ofLong(Long.numberOfLeadingZeros(l));
            case I64_CTZ -> Bits.ofLong(Long.numberOfTrailingZeros(l));
            case I64_POPCNT -> Bits.ofLong(Long.bitCount(l));
            case I32_EXTEND8_S -> Bits.ofInt((byte) i);
            case I32_EXTEND16_S -> Bits.ofInt((short) i);
            case I64_EXTEND8_S -> Bits.ofLong((byte) l);
            case I64_EXTEND16_S -> Bits.ofLong((short) l);
            case I64_EXTEND32_S, I64_EXTEND_I32_S -> Bits.ofLong(l << 32 >> 32);
            case I64_EXTEND_I32_U, I32_WRAP_I64 -> Bits.ofInt((int) l);
            default -> throw new IllegalArgumentException(op.mnemonic());
        };
    }

    static Bits i32(Opcode op, int a, int b) {
        return switch (op) {
            case I32_EQ -> Bits.of(a == b);
            case I32_NE -> Bits.of(a != b);
            case I32_LT_S -> Bits.of(a < b);
            case I32_LT_U -> Bits.of(Integer.compareUnsigned(a, b) < 0);
            case I32_GT_S -> Bits.of(a > b);
            case I32_GT_U -> Bits.of(Integer.compareUnsigned(a, b) > 0);
            case I32_LE_S -> Bits.of(a <= b);
            case I32_LE_U -> Bits.of(Integer.compareUnsigned(a, b) <= 0);
            case I32_GE_S -> Bits.of(a >= b);
            case I32_GE_U -> Bits.of(Integer.compareUnsigned(a, b) >= 0);
            case I32_ADD -> Bits.ofInt(a + b);
            case I32_SUB -> Bits.ofInt(a - b);
            case I32_MUL -> Bits.ofInt(a * b);
            case I32_DIV_S -> Bits.ofInt(a / b);
            case I32_DIV_U -> Bits.ofInt(Integer.divideUnsigned(a, b));
            case I32_REM_S -> Bits.ofInt(a % b);
            case I32_REM_U -> Bits.ofInt(Integer.remainderUnsigned(a, b));
            case I32_AND -> Bits.ofInt(a & b);
            case I32_OR -> Bits.ofInt(a | b);
            case I32_XOR -> Bits.ofInt(a ^ b);
            case I32_SHL -> Bits.ofInt(a << b);
            case I32_SHR_S -> Bits.ofInt(a >> b);
            case I32_SHR_U -> Bits.ofInt(a >>> b);
            case I32_ROTL -> Bits.ofInt(Integer.rotateLeft(a, b));
            case I32_ROTR -> Bits.ofInt(Integer.rotateRight(a, b));
            default -> throw new IllegalArgumentException(op.mnemonic());
        };
    }

    static Bits i64(Opcode op, long a, long b) {
        return switch (op) {
            case I64_EQ -> Bits.of(a == b);
            case I64_NE -> Bits.of(a != b);
            case I64_LT_S -> Bits.of(a < b);
            case I64_LT_U -> Bits.of(Long.compareUnsigned(a, b) < 0);
            case I64_GT_S -> Bits.of(a > b);
            case I64_GT_U -> Bits.of(Long.compareUnsigned(a, b) > 0);
            case I64_LE_S -> Bits.of(a <= b);
            case I64_LE_U -> Bits.of(Long.compareUnsigned(a, b) <= 0);
            case I64_GE_S -> Bits.of(a >= b);
            case I64_GE_U -> Bits.of(Long.compareUnsigned(a, b) >= 0);
            case I64_ADD -> Bits.ofLong(a + b);
            case I64_SUB -> Bits.ofLong(a - b);
            case I64_MUL -> Bits.ofLong(a * b);
            case I64_DIV_S -> Bits.ofLong(a / b);
            case I64_DIV_U -> Bits.ofLong(Long.divideUnsigned(a, b));
            case I64_REM_S -> Bits.ofLong(a % b);
            case I64_REM_U -> Bits.ofLong(Long.remainderUnsigned(a, b));
            case I64_AND -> Bits.ofLong(a & b);
            case I64_OR -> Bits.ofLong(a | b);
            case I64_XOR -> Bits.ofLong(a ^ b);
            case I64_SHL -> Bits.ofLong(a << b);
            case I64_SHR_S -> Bits.ofLong(a >> b);
            case I64_SHR_U -> Bits.ofLong(a >>> b);
            case I64_ROTL -> Bits.ofLong(Long.rotateLeft(a, (int) b));
            case I64_ROTR -> Bits.ofLong(Long.rotateRight(a, (int) b));
            default -> throw new IllegalArgumentException(op.mnemonic());
        };
    }
}
