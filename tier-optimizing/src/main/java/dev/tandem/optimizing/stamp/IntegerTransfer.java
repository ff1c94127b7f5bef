// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.stamp;

import dev.tandem.decoder.body.Opcode;
import dev.tandem.decoder.type.ValueType;
import dev.tandem.ir.graph.IntegerStamp;
import dev.tandem.ir.graph.Stamp;

/** The stamp of a numeric instruction's result, from its operands' stamps. For those that trap: of the result if they do not. */
public final class IntegerTransfer {
    private IntegerTransfer() {}

    /** The stamp of the result of an instruction with one operand. */
    public static Stamp result(Opcode op, Stamp operand) {
        return operand instanceof IntegerStamp a ? unary(op, a) : unknown(op);
    }

    /** The stamp of the result of an instruction with two operands; they count if both are integers. */
    public static Stamp result(Opcode op, Stamp first, Stamp second) {
        return first instanceof IntegerStamp a && second instanceof IntegerStamp b ? binary(op, a, b) : unknown(op);
    }

    /** What the instruction's kind says of its result, whatever the operands. */
    public static Stamp unknown(Opcode op) {
        return switch (op) {
            case I8X16_ALL_TRUE, I16X8_ALL_TRUE, I32X4_ALL_TRUE, I64X2_ALL_TRUE, V128_ANY_TRUE -> Stamp.BOOLEAN;
            case F32_EQ, F32_NE, F32_LT, F32_GT, F32_LE, F32_GE, F64_EQ, F64_NE, F64_LT, F64_GT, F64_LE, F64_GE -> Stamp.BOOLEAN;
            case I8X16_BITMASK -> IntegerStamp.unsignedRange(32, 0, 0xffff);
            case I16X8_BITMASK -> IntegerStamp.unsignedRange(32, 0, 0xff);
            case I32X4_BITMASK -> IntegerStamp.unsignedRange(32, 0, 0xf);
            case I64X2_BITMASK -> IntegerStamp.unsignedRange(32, 0, 3);
            case I8X16_EXTRACT_LANE_U -> IntegerStamp.unsignedRange(32, 0, 0xff);
            case I16X8_EXTRACT_LANE_U -> IntegerStamp.unsignedRange(32, 0, 0xffff);
            case I8X16_EXTRACT_LANE_S -> IntegerStamp.signedRange(32, Byte.MIN_VALUE, Byte.MAX_VALUE);
            case I16X8_EXTRACT_LANE_S -> IntegerStamp.signedRange(32, Short.MIN_VALUE, Short.MAX_VALUE);
            default -> Stamp.of(op.result());
        };
    }

    /** The stamp of what a load gives. */
    public static Stamp loaded(Opcode op) {
        return switch (op) {
            case I32_LOAD8_S -> IntegerStamp.signedRange(32, Byte.MIN_VALUE, Byte.MAX_VALUE);
            case I32_LOAD8_U -> IntegerStamp.unsignedRange(32, 0, 0xff);
            case I32_LOAD16_S -> IntegerStamp.signedRange(32, Short.MIN_VALUE, Short.MAX_VALUE);
            case I32_LOAD16_U -> IntegerStamp.unsignedRange(32, 0, 0xffff);
            case I64_LOAD8_S -> IntegerStamp.signedRange(64, Byte.MIN_VALUE, Byte.MAX_VALUE);
            case I64_LOAD8_U -> IntegerStamp.unsignedRange(64, 0, 0xff);
            case I64_LOAD16_S -> IntegerStamp.signedRange(64, Short.MIN_VALUE, Short.MAX_VALUE);
            case I64_LOAD16_U -> IntegerStamp.unsignedRange(64, 0, 0xffff);
            case I64_LOAD32_S -> IntegerStamp.signedRange(64, Integer.MIN_VALUE, Integer.MAX_VALUE);
            case I64_LOAD32_U -> IntegerStamp.unsignedRange(64, 0, 0xffff_ffffL);
            default -> Stamp.of(op.result());
        };
    }

    private static Stamp unary(Opcode op, IntegerStamp a) {
        return switch (op) {
            case I32_EQZ, I64_EQZ -> outcome(Comparison.EQ.decide(a, IntegerStamp.constant(a.width(), 0)));
            case I32_CLZ, I64_CLZ -> BitTransfer.leadingZeros(a);
            case I32_CTZ, I64_CTZ -> BitTransfer.trailingZeros(a);
            case I32_POPCNT, I64_POPCNT -> BitTransfer.population(a);
            case I32_EXTEND8_S, I64_EXTEND8_S -> ConversionTransfer.extendSign(a, 8);
            case I32_EXTEND16_S, I64_EXTEND16_S -> ConversionTransfer.extendSign(a, 16);
            case I64_EXTEND32_S -> ConversionTransfer.extendSign(a, 32);
            case I32_WRAP_I64 -> ConversionTransfer.wrap(a);
            case I64_EXTEND_I32_S -> ConversionTransfer.extendSigned(a);
            case I64_EXTEND_I32_U -> ConversionTransfer.extendUnsigned(a);
            default -> unknown(op);
        };
    }

    private static Stamp binary(Opcode op, IntegerStamp a, IntegerStamp b) {
        if (op.result() == ValueType.V128) {
            return Stamp.V128;
        }
        if (Comparison.isComparison(op)) {
            return isFull(a) && isFull(b) ? Stamp.BOOLEAN : outcome(Comparison.of(op).decide(a, b));
        }
        if (isFull(a) && isFull(b)) {
            return Stamp.of(op.result()); // as nothing is known most of the time, this is worth asking first
        }
        return switch (op) {
            case I32_ADD, I64_ADD -> ArithmeticTransfer.add(a, b);
            case I32_SUB, I64_SUB -> ArithmeticTransfer.subtract(a, b);
            case I32_MUL, I64_MUL -> ArithmeticTransfer.multiply(a, b);
            case I32_DIV_S, I64_DIV_S -> ArithmeticTransfer.divideSigned(a, b);
            case I32_DIV_U, I64_DIV_U -> ArithmeticTransfer.divideUnsigned(a, b);
            case I32_REM_S, I64_REM_S -> ArithmeticTransfer.remainderSigned(a, b);
            case I32_REM_U, I64_REM_U -> ArithmeticTransfer.remainderUnsigned(a, b);
            case I32_AND, I64_AND -> BitTransfer.and(a, b);
            case I32_OR, I64_OR -> BitTransfer.or(a, b);
            case I32_XOR, I64_XOR -> BitTransfer.xor(a, b);
            case I32_SHL, I64_SHL -> BitTransfer.shiftLeft(a, b);
            case I32_SHR_S, I64_SHR_S -> BitTransfer.shiftRightSigned(a, b);
            case I32_SHR_U, I64_SHR_U -> BitTransfer.shiftRightUnsigned(a, b);
            case I32_ROTL, I64_ROTL -> BitTransfer.rotateLeft(a, b);
            case I32_ROTR, I64_ROTR -> BitTransfer.rotateRight(a, b);
            default -> unknown(op);
        };
    }

    private static boolean isFull(IntegerStamp stamp) {
        return stamp == Stamp.I32 || stamp == Stamp.I64;
    }

    private static Stamp outcome(Comparison.Outcome outcome) {
        return switch (outcome) {
            case TRUE -> IntegerStamp.constant(32, 1);
            case FALSE -> IntegerStamp.constant(32, 0);
            case OPEN -> Stamp.BOOLEAN;
        };
    }
}
