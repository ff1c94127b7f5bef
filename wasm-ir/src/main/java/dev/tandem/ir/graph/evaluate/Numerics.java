// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.graph.evaluate;

import dev.tandem.decoder.body.Opcode;
import dev.tandem.decoder.type.ValueType;
import dev.tandem.ir.trap.TrapCode;
import java.util.Optional;

/**
 * Evaluates every numeric instruction, scalar and vector, over constants: what constant folding and the graph evaluator compute with.
 *
 * <p>Where the specification leaves a choice this follows its deterministic profile: NaN results of arithmetic are canonical, and relaxed
 * vector instructions do what their strict siblings do (products and sums are not fused). What compiled code makes of such a choice may
 * differ in the bits of a NaN, so constant folding asks {@link #isDetermined}.
 */
public final class Numerics {
    private Numerics() {}

    /** Whether the instruction computes its result from operands and immediate alone; it may still {@linkplain #canTrap trap}. */
    public static boolean isNumeric(Opcode op) {
        return switch (op.shape()) {
            case UNARY, BINARY, TERNARY, EXTRACT_LANE, REPLACE_LANE, SHUFFLE -> true;
            default -> false;
        };
    }

    /** Whether some operands make the instruction trap: divisions, remainders, truncations that do not saturate. */
    public static boolean canTrap(Opcode op) {
        return TrapConditions.canTrap(op);
    }

    /** Why the instruction traps on these operands; empty if it does not. */
    public static Optional<TrapCode> trap(Opcode op, Bits... operands) {
        return switch (operands.length) {
            case 1 -> TrapConditions.truncation(op, operands[0]);
            case 2 -> TrapConditions.division(op, operands[0], operands[1]);
            default -> Optional.empty();
        };
    }

    /**
     * The result of an instruction without immediate.
     *
     * @throws IllegalArgumentException if the instruction is not numeric, takes an immediate or another number of operands
     */
    public static Bits evaluate(Opcode op, Bits... operands) {
        return evaluateWith(Bits.ZERO, op, operands);
    }

    /**
     * The result. Operands must be such that the instruction does not {@linkplain #trap trap}.
     *
     * @param immediate the lane number of a lane instruction, the sixteen lane numbers of a shuffle, else anything
     * @throws IllegalArgumentException if the instruction is not numeric or takes another number of operands
     */
    public static Bits evaluateWith(Bits immediate, Opcode op, Bits... operands) {
        if (!isNumeric(op) || operands.length != op.operandCount()) {
            throw new IllegalArgumentException(op.mnemonic() + " of " + operands.length + " operands");
        }
        return switch (operands.length) {
            case 1 -> unary(op, operands[0], immediate.asInt());
            case 2 -> binary(op, operands[0], operands[1], immediate);
            default -> ternary(op, operands[0], operands[1], operands[2]);
        };
    }

    private static Bits unary(Opcode op, Bits a, int lane) {
        if (op.shape() == Opcode.Shape.EXTRACT_LANE) {
            return VectorLanes.extract(op, a, lane);
        }
        if (op.result() == ValueType.V128 || op.operand(0) == ValueType.V128) {
            return vectorUnary(op, a);
        }
        if (isInteger(op.operand(0)) && isInteger(op.result())) {
            return IntegerNumerics.unary(op, a);
        }
        if (op.operand(0) != op.result()) {
            return ConversionNumerics.convert(op, a);
        }
        return op.result() == ValueType.F32 ? FloatNumerics.f32(op, a) : FloatNumerics.f64(op, a);
    }

    private static boolean isInteger(ValueType type) {
        return type == ValueType.I32 || type == ValueType.I64;
    }

    private static Bits vectorUnary(Opcode op, Bits a) {
        return switch (op) {
            case I8X16_SPLAT, I16X8_SPLAT, I32X4_SPLAT, I64X2_SPLAT, F32X4_SPLAT, F64X2_SPLAT -> VectorLanes.splat(op, a);
            case I8X16_ABS, I16X8_ABS, I32X4_ABS, I64X2_ABS, I8X16_NEG, I16X8_NEG, I32X4_NEG, I64X2_NEG, I8X16_POPCNT ->
                VectorIntegers.unary(op, a);
            case I8X16_ALL_TRUE, I16X8_ALL_TRUE, I32X4_ALL_TRUE, I64X2_ALL_TRUE, V128_ANY_TRUE, V128_NOT ->
                VectorIntegers.unary(op, a);
            case I8X16_BITMASK, I16X8_BITMASK, I32X4_BITMASK, I64X2_BITMASK -> VectorIntegers.unary(op, a);
            case I32X4_TRUNC_SAT_F32X4_S,
                    I32X4_TRUNC_SAT_F32X4_U,
                    I32X4_TRUNC_SAT_F64X2_S_ZERO,
                    I32X4_TRUNC_SAT_F64X2_U_ZERO,
                    I32X4_RELAXED_TRUNC_F32X4_S,
                    I32X4_RELAXED_TRUNC_F32X4_U,
                    I32X4_RELAXED_TRUNC_F64X2_S_ZERO,
                    I32X4_RELAXED_TRUNC_F64X2_U_ZERO -> VectorFloats.unary(op, a);
            default -> isFloatVector(op) ? VectorFloats.unary(op, a) : VectorWidths.unary(op, a);
        };
    }

    /** Whether the mnemonic names lanes of floats. */
    private static boolean isFloatVector(Opcode op) {
        return op.mnemonic().charAt(0) == 'f';
    }

    private static Bits binary(Opcode op, Bits a, Bits b, Bits immediate) {
        if (op.shape() == Opcode.Shape.SHUFFLE) {
            return VectorLanes.shuffle(a, b, immediate);
        }
        if (op.shape() == Opcode.Shape.REPLACE_LANE) {
            return VectorLanes.replace(op, a, b, immediate.asInt());
        }
        ValueType type = op.operand(0);
        if (type == ValueType.V128) {
            return vectorBinary(op, a, b);
        }
        if (type == ValueType.I32) {
            return IntegerNumerics.i32(op, a.asInt(), b.asInt());
        }
        if (type == ValueType.I64) {
            return IntegerNumerics.i64(op, a.low(), b.low());
        }
        return type == ValueType.F32 ? FloatNumerics.f32(op, a, b) : FloatNumerics.f64(op, a, b);
    }

    private static Bits vectorBinary(Opcode op, Bits a, Bits b) {
        if (op.operand(1) == ValueType.I32) {
            return VectorIntegers.shift(op, a, b.asInt());
        }
        if (isFloatVector(op)) {
            return VectorFloats.binary(op, a, b);
        }
        return switch (op) {
            case I8X16_SWIZZLE, I8X16_RELAXED_SWIZZLE -> VectorLanes.swizzle(a, b);
            case I8X16_NARROW_I16X8_S,
                    I8X16_NARROW_I16X8_U,
                    I16X8_NARROW_I32X4_S,
                    I16X8_NARROW_I32X4_U,
                    I16X8_EXTMUL_LOW_I8X16_S,
                    I16X8_EXTMUL_LOW_I8X16_U,
                    I16X8_EXTMUL_HIGH_I8X16_S,
                    I16X8_EXTMUL_HIGH_I8X16_U,
                    I32X4_EXTMUL_LOW_I16X8_S,
                    I32X4_EXTMUL_LOW_I16X8_U,
                    I32X4_EXTMUL_HIGH_I16X8_S,
                    I32X4_EXTMUL_HIGH_I16X8_U,
                    I64X2_EXTMUL_LOW_I32X4_S,
                    I64X2_EXTMUL_LOW_I32X4_U,
                    I64X2_EXTMUL_HIGH_I32X4_S,
                    I64X2_EXTMUL_HIGH_I32X4_U,
                    I32X4_DOT_I16X8_S,
                    I16X8_RELAXED_DOT_I8X16_I7X16_S -> VectorWidths.binary(op, a, b);
            default -> VectorIntegers.binary(op, a, b);
        };
    }

    private static Bits ternary(Opcode op, Bits a, Bits b, Bits c) {
        return switch (op) {
            case V128_BITSELECT,
                    I8X16_RELAXED_LANESELECT,
                    I16X8_RELAXED_LANESELECT,
                    I32X4_RELAXED_LANESELECT,
                    I64X2_RELAXED_LANESELECT -> VectorIntegers.bitselect(a, b, c);
            case I32X4_RELAXED_DOT_I8X16_I7X16_ADD_S -> VectorWidths.relaxedDotAdd(a, b, c);
            default -> VectorFloats.ternary(op, a, b, c);
        };
    }

    /**
     * Whether all compiled code gives exactly these bits, so that folding cannot be seen. It is so unless
     *
     * <ul>
     *   <li>float arithmetic gives NaN (in some lane): processors differ in sign and payload, and the order of two NaN operands counts;
     *       instructions that only move bits or touch the sign are determined, though, also for NaN;
     *   <li>bytes of a relaxed dot product need the eighth bit, which instruction sets read differently.
     * </ul>
     */
    public static boolean isDetermined(Opcode op, Bits result, Bits... operands) {
        return switch (op) {
            case F32_ABS, F32_NEG, F32_COPYSIGN, F64_ABS, F64_NEG, F64_COPYSIGN -> true;
            case F32_REINTERPRET_I32, F64_REINTERPRET_I64 -> true;
            case F32X4_ABS, F32X4_NEG, F32X4_PMIN, F32X4_PMAX, F64X2_ABS, F64X2_NEG, F64X2_PMIN, F64X2_PMAX -> true;
            case F32X4_SPLAT, F64X2_SPLAT, F32X4_REPLACE_LANE, F64X2_REPLACE_LANE -> true;
            case F32X4_EXTRACT_LANE, F64X2_EXTRACT_LANE -> true;
            case F32X4_EQ, F32X4_NE, F32X4_LT, F32X4_GT, F32X4_LE, F32X4_GE -> true;
            case F64X2_EQ, F64X2_NE, F64X2_LT, F64X2_GT, F64X2_LE, F64X2_GE -> true;
            case I16X8_RELAXED_DOT_I8X16_I7X16_S, I32X4_RELAXED_DOT_I8X16_I7X16_ADD_S ->
                ((operands[1].low() | operands[1].high()) & 0x8080_8080_8080_8080L) == 0;
            default -> !hasNaN(op, result);
        };
    }

    private static boolean hasNaN(Opcode op, Bits result) {
        if (op.result() == ValueType.F32) {
            return Float.isNaN(result.asFloat());
        }
        if (op.result() == ValueType.F64) {
            return Double.isNaN(result.asDouble());
        }
        if (op.result() != ValueType.V128 || !isFloatVector(op)) {
            return false;
        }
        int width = Lanes.width(op) == 4 ? 4 : 8;
        for (int i = 0; i < 16 / width; i++) {
            long lane = result.lane(width, i);
            if (width == 4 ? Float.isNaN(Float.intBitsToFloat((int) lane)) : Double.isNaN(Double.longBitsToDouble(lane))) {
                return true;
            }
        }
        return false;
    }
}
