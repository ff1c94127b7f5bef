// SPDX-License-Identifier: Apache-2.0
package dev.tandem.baseline.x64;

import static dev.tandem.ir.asm.x64.Condition.*;

import dev.tandem.decoder.body.Opcode;
import dev.tandem.ir.asm.x64.IntegerOp;
import dev.tandem.ir.asm.x64.VectorOp;
import dev.tandem.ir.nativex64.Builtin;
import dev.tandem.ir.nativex64.CpuFeature;

/** Which machine operation each numeric instruction is. */
final class NumericEmitter {
    private static final int F32 = Values.F32;
    private static final int F64 = Values.F64;

    private final IntegerEmitter integers;
    private final BitEmitter bits;
    private final DivisionEmitter divisions;
    private final FloatEmitter floats;
    private final ConversionEmitter conversions;
    private final CallEmitter calls;
    private final boolean rounds;

    NumericEmitter(Emission emission, CallEmitter calls) {
        this.integers = new IntegerEmitter(emission);
        this.bits = new BitEmitter(emission, integers);
        this.divisions = new DivisionEmitter(emission, integers);
        this.floats = new FloatEmitter(emission);
        this.conversions = new ConversionEmitter(emission);
        this.calls = calls;
        this.rounds = emission.target.has(CpuFeature.SSE4_1);
    }

    /** Returns whether the instruction is one of these. */
    boolean unary(Opcode op) {
        switch (op) {
            case I32_EQZ -> integers.isZero(32);
            case I64_EQZ -> integers.isZero(64);
            case I32_CLZ -> bits.leadingZeros(32);
            case I64_CLZ -> bits.leadingZeros(64);
            case I32_CTZ -> bits.trailingZeros(32);
            case I64_CTZ -> bits.trailingZeros(64);
            case I32_POPCNT -> bits.count(32);
            case I64_POPCNT -> bits.count(64);
            case I32_EXTEND8_S -> integers.extend(IntegerOp.MOVSX8, 32);
            case I32_EXTEND16_S -> integers.extend(IntegerOp.MOVSX16, 32);
            case I64_EXTEND8_S -> integers.extend(IntegerOp.MOVSX8, 64);
            case I64_EXTEND16_S -> integers.extend(IntegerOp.MOVSX16, 64);
            case I64_EXTEND32_S, I64_EXTEND_I32_S -> integers.extend(IntegerOp.MOVSXD, 64);
            case I64_EXTEND_I32_U -> integers.extendUnsigned();
            case I32_WRAP_I64 -> integers.wrap();
            case F32_ABS -> floats.absolute(F32);
            case F64_ABS -> floats.absolute(F64);
            case F32_NEG -> floats.negate(F32);
            case F64_NEG -> floats.negate(F64);
            case F32_SQRT -> floats.scalar(VectorOp.SQRTSS, F32);
            case F64_SQRT -> floats.scalar(VectorOp.SQRTSD, F64);
            case F32_DEMOTE_F64 -> floats.scalar(VectorOp.CVTSD2SS, F32);
            case F64_PROMOTE_F32 -> floats.scalar(VectorOp.CVTSS2SD, F64);
            case F32_NEAREST -> round(F32, 0, Builtin.F32_NEAREST);
            case F32_FLOOR -> round(F32, 1, Builtin.F32_FLOOR);
            case F32_CEIL -> round(F32, 2, Builtin.F32_CEIL);
            case F32_TRUNC -> round(F32, 3, Builtin.F32_TRUNC);
            case F64_NEAREST -> round(F64, 0, Builtin.F64_NEAREST);
            case F64_FLOOR -> round(F64, 1, Builtin.F64_FLOOR);
            case F64_CEIL -> round(F64, 2, Builtin.F64_CEIL);
            case F64_TRUNC -> round(F64, 3, Builtin.F64_TRUNC);
            default -> {
                return convert(op);
            }
        }
        return true;
    }

    private void round(int kind, int mode, Builtin otherwise) {
        if (rounds) {
            floats.round(kind, mode);
        } else {
            calls.builtin(otherwise);
        }
    }

    private boolean convert(Opcode op) {
        switch (op) {
            case I32_TRUNC_F32_S,
                    I32_TRUNC_F32_U,
                    I32_TRUNC_F64_S,
                    I32_TRUNC_F64_U,
                    I32_TRUNC_SAT_F32_S,
                    I32_TRUNC_SAT_F32_U,
                    I32_TRUNC_SAT_F64_S,
                    I32_TRUNC_SAT_F64_U -> conversions.truncate(op, Values.I32);
            case I64_TRUNC_F32_S,
                    I64_TRUNC_F32_U,
                    I64_TRUNC_F64_S,
                    I64_TRUNC_F64_U,
                    I64_TRUNC_SAT_F32_S,
                    I64_TRUNC_SAT_F32_U,
                    I64_TRUNC_SAT_F64_S,
                    I64_TRUNC_SAT_F64_U -> conversions.truncate(op, Values.I64);
            case F32_CONVERT_I32_S -> conversions.fromInteger(F32, 32);
            case F32_CONVERT_I32_U, F32_CONVERT_I64_S -> conversions.fromInteger(F32, 64);
            case F32_CONVERT_I64_U -> conversions.fromUnsignedLong(F32);
            case F64_CONVERT_I32_S -> conversions.fromInteger(F64, 32);
            case F64_CONVERT_I32_U, F64_CONVERT_I64_S -> conversions.fromInteger(F64, 64);
            case F64_CONVERT_I64_U -> conversions.fromUnsignedLong(F64);
            case I32_REINTERPRET_F32 -> conversions.toBits(Values.I32);
            case I64_REINTERPRET_F64 -> conversions.toBits(Values.I64);
            case F32_REINTERPRET_I32 -> conversions.fromBits(F32);
            case F64_REINTERPRET_I64 -> conversions.fromBits(F64);
            default -> {
                return false;
            }
        }
        return true;
    }

    /** Returns whether the instruction is one of these. */
    boolean binary(Opcode op) {
        switch (op) {
            case I32_ADD -> integers.arithmetic(IntegerOp.ADD, 32, true);
            case I32_SUB -> integers.arithmetic(IntegerOp.SUB, 32, false);
            case I32_MUL -> integers.multiply(32);
            case I32_AND -> integers.arithmetic(IntegerOp.AND, 32, true);
            case I32_OR -> integers.arithmetic(IntegerOp.OR, 32, true);
            case I32_XOR -> integers.arithmetic(IntegerOp.XOR, 32, true);
            case I32_SHL -> bits.shift(IntegerOp.SHL, 32);
            case I32_SHR_S -> bits.shift(IntegerOp.SAR, 32);
            case I32_SHR_U -> bits.shift(IntegerOp.SHR, 32);
            case I32_ROTL -> bits.shift(IntegerOp.ROL, 32);
            case I32_ROTR -> bits.shift(IntegerOp.ROR, 32);
            case I32_DIV_S -> divisions.signed(32, false);
            case I32_DIV_U -> divisions.unsigned(32, false);
            case I32_REM_S -> divisions.signed(32, true);
            case I32_REM_U -> divisions.unsigned(32, true);
            case I64_ADD -> integers.arithmetic(IntegerOp.ADD, 64, true);
            case I64_SUB -> integers.arithmetic(IntegerOp.SUB, 64, false);
            case I64_MUL -> integers.multiply(64);
            case I64_AND -> integers.arithmetic(IntegerOp.AND, 64, true);
            case I64_OR -> integers.arithmetic(IntegerOp.OR, 64, true);
            case I64_XOR -> integers.arithmetic(IntegerOp.XOR, 64, true);
            case I64_SHL -> bits.shift(IntegerOp.SHL, 64);
            case I64_SHR_S -> bits.shift(IntegerOp.SAR, 64);
            case I64_SHR_U -> bits.shift(IntegerOp.SHR, 64);
            case I64_ROTL -> bits.shift(IntegerOp.ROL, 64);
            case I64_ROTR -> bits.shift(IntegerOp.ROR, 64);
            case I64_DIV_S -> divisions.signed(64, false);
            case I64_DIV_U -> divisions.unsigned(64, false);
            case I64_REM_S -> divisions.signed(64, true);
            case I64_REM_U -> divisions.unsigned(64, true);
            default -> {
                return compare(op) || floats(op);
            }
        }
        return true;
    }

    private boolean compare(Opcode op) {
        switch (op) {
            case I32_EQ -> integers.compare(32, EQUAL, EQUAL);
            case I32_NE -> integers.compare(32, NOT_EQUAL, NOT_EQUAL);
            case I32_LT_S -> integers.compare(32, LESS, GREATER);
            case I32_LT_U -> integers.compare(32, BELOW, ABOVE);
            case I32_GT_S -> integers.compare(32, GREATER, LESS);
            case I32_GT_U -> integers.compare(32, ABOVE, BELOW);
            case I32_LE_S -> integers.compare(32, LESS_OR_EQUAL, GREATER_OR_EQUAL);
            case I32_LE_U -> integers.compare(32, BELOW_OR_EQUAL, ABOVE_OR_EQUAL);
            case I32_GE_S -> integers.compare(32, GREATER_OR_EQUAL, LESS_OR_EQUAL);
            case I32_GE_U -> integers.compare(32, ABOVE_OR_EQUAL, BELOW_OR_EQUAL);
            case I64_EQ -> integers.compare(64, EQUAL, EQUAL);
            case I64_NE -> integers.compare(64, NOT_EQUAL, NOT_EQUAL);
            case I64_LT_S -> integers.compare(64, LESS, GREATER);
            case I64_LT_U -> integers.compare(64, BELOW, ABOVE);
            case I64_GT_S -> integers.compare(64, GREATER, LESS);
            case I64_GT_U -> integers.compare(64, ABOVE, BELOW);
            case I64_LE_S -> integers.compare(64, LESS_OR_EQUAL, GREATER_OR_EQUAL);
            case I64_LE_U -> integers.compare(64, BELOW_OR_EQUAL, ABOVE_OR_EQUAL);
            case I64_GE_S -> integers.compare(64, GREATER_OR_EQUAL, LESS_OR_EQUAL);
            case I64_GE_U -> integers.compare(64, ABOVE_OR_EQUAL, BELOW_OR_EQUAL);
            default -> {
                return false;
            }
        }
        return true;
    }

    private boolean floats(Opcode op) {
        switch (op) {
            case F32_EQ -> floats.equal(F32, false);
            case F32_NE -> floats.equal(F32, true);
            case F32_LT -> floats.compare(F32, ABOVE, true);
            case F32_GT -> floats.compare(F32, ABOVE, false);
            case F32_LE -> floats.compare(F32, ABOVE_OR_EQUAL, true);
            case F32_GE -> floats.compare(F32, ABOVE_OR_EQUAL, false);
            case F32_ADD -> floats.arithmetic(VectorOp.ADDSS, F32);
            case F32_SUB -> floats.arithmetic(VectorOp.SUBSS, F32);
            case F32_MUL -> floats.arithmetic(VectorOp.MULSS, F32);
            case F32_DIV -> floats.arithmetic(VectorOp.DIVSS, F32);
            case F32_MIN -> floats.extremum(F32, false);
            case F32_MAX -> floats.extremum(F32, true);
            case F32_COPYSIGN -> floats.copySign(F32);
            case F64_EQ -> floats.equal(F64, false);
            case F64_NE -> floats.equal(F64, true);
            case F64_LT -> floats.compare(F64, ABOVE, true);
            case F64_GT -> floats.compare(F64, ABOVE, false);
            case F64_LE -> floats.compare(F64, ABOVE_OR_EQUAL, true);
            case F64_GE -> floats.compare(F64, ABOVE_OR_EQUAL, false);
            case F64_ADD -> floats.arithmetic(VectorOp.ADDSD, F64);
            case F64_SUB -> floats.arithmetic(VectorOp.SUBSD, F64);
            case F64_MUL -> floats.arithmetic(VectorOp.MULSD, F64);
            case F64_DIV -> floats.arithmetic(VectorOp.DIVSD, F64);
            case F64_MIN -> floats.extremum(F64, false);
            case F64_MAX -> floats.extremum(F64, true);
            case F64_COPYSIGN -> floats.copySign(F64);
            default -> {
                return false;
            }
        }
        return true;
    }
}
