// SPDX-License-Identifier: Apache-2.0
package dev.tandem.baseline.x64;

import static dev.tandem.baseline.x64.FloatEmitter.number;
import static dev.tandem.ir.asm.x64.Gpr.R11;

import dev.tandem.ir.asm.x64.Assembler;
import dev.tandem.ir.asm.x64.Condition;
import dev.tandem.ir.asm.x64.IntegerOp;
import dev.tandem.ir.asm.x64.Label;
import dev.tandem.ir.asm.x64.VectorOp;
import dev.tandem.ir.nativex64.CallSequences;
import dev.tandem.ir.nativex64.NativeConvention;
import dev.tandem.ir.trap.TrapCode;

/** Conversions between integers and floats. */
final class ConversionEmitter {
    private static final int SCRATCH = NativeConvention.VECTOR_SCRATCH;
    private static final long MINUS_TWO_TO_63_SINGLE = 0xdf00_0000L;
    private static final long MINUS_TWO_TO_63_DOUBLE = 0xc3e0_0000_0000_0000L;

    private final Emission emission;
    private final Assembler masm;
    private final Values values;

    ConversionEmitter(Emission emission) {
        this.emission = emission;
        this.masm = emission.masm;
        this.values = emission.values;
    }

    /** @param bits of the signed integer that is converted: 64 for an unsigned i32, too */
    void fromInteger(int kind, int bits) {
        int from = values.popRegister();
        int to = values.allocateVector();
        convert(kind, bits, number(to), from);
        values.pushRegister(kind, to);
    }

    private void convert(int kind, int bits, int to, int from) {
        boolean wide = bits == 64;
        VectorOp op = kind == Values.F32
                ? wide ? VectorOp.CVTSI2SS_64 : VectorOp.CVTSI2SS
                : wide ? VectorOp.CVTSI2SD_64 : VectorOp.CVTSI2SD;
        // The instruction keeps the other lanes: clearing them breaks the dependency on what was there.
        masm.xxx(VectorOp.XORPS, to, to, to);
        masm.xxx(op, to, to, from);
    }

    void fromUnsignedLong(int kind) {
        int from = values.popRegister();
        int to = values.allocateVector();
        int half = values.allocateGpr();
        Label slow = new Label();
        Label back = new Label();
        masm.rr(IntegerOp.TEST, 64, from, from);
        masm.jccShort(Condition.SIGN, slow);
        convert(kind, 64, number(to), from);
        masm.jmpShort(back);
        masm.bind(slow);
        // Half of it, with the lost bit kept so that rounding stays right, and doubled afterwards.
        masm.rr(IntegerOp.MOV, 64, half, from);
        masm.shift(IntegerOp.SHR, 64, half, 1);
        masm.rr(IntegerOp.MOV, 32, R11, from);
        masm.ri(IntegerOp.AND, 32, R11, 1);
        masm.rr(IntegerOp.OR, 64, half, R11);
        convert(kind, 64, number(to), half);
        masm.xxx(kind == Values.F32 ? VectorOp.ADDSS : VectorOp.ADDSD, number(to), number(to), number(to));
        masm.bind(back);
        values.pushRegister(kind, to);
    }

    /** Float to integer bits. */
    void toBits(int resultKind) {
        int from = values.popRegister();
        int to = values.allocateGpr();
        masm.rx(resultKind == Values.I32 ? VectorOp.MOVD_TO : VectorOp.MOVQ_TO, to, number(from));
        values.pushRegister(resultKind, to);
    }

    void fromBits(int resultKind) {
        int from = values.popRegister();
        int to = values.allocateVector();
        masm.xx(resultKind == Values.F32 ? VectorOp.MOVD_FROM : VectorOp.MOVQ_FROM, number(to), from);
        values.pushRegister(resultKind, to);
    }

    private void truncate64(int kind, int to, int from) {
        masm.xx(kind == Values.F32 ? VectorOp.CVTTSS2SI_64 : VectorOp.CVTTSD2SI_64, to, number(from));
    }

    private void compareFloats(int kind, int first, int second) {
        masm.xx(kind == Values.F32 ? VectorOp.UCOMISS : VectorOp.UCOMISD, number(first), number(second));
    }

    /** To i32 through a 64-bit conversion: the result is right if its lower half extends to it. */
    void truncateToInt(int kind, boolean signed, boolean saturating) {
        int from = values.popRegister();
        int to = values.allocateGpr();
        truncate64(kind, to, from);
        if (signed) {
            masm.rr(IntegerOp.MOVSXD, 64, R11, to);
        } else {
            masm.rr(IntegerOp.MOV, 32, R11, to);
        }
        masm.rr(IntegerOp.CMP, 64, R11, to);
        Label back = new Label();
        long least = signed ? 0x8000_0000L : 0;
        long greatest = signed ? 0x7fff_ffffL : 0xffff_ffffL;
        masm.jcc(Condition.NOT_EQUAL, saturating ? saturated(kind, from, to, least, greatest, back) : failed(kind, from));
        if (signed) {
            masm.rr(IntegerOp.MOV, 32, to, to);
        }
        masm.bind(back);
        values.pushRegister(Values.I32, to);
    }

    void truncateToLong(int kind, boolean saturating) {
        int from = values.popRegister();
        int to = values.allocateGpr();
        truncate64(kind, to, from);
        // The result for what does not fit is the least number: the only one that overflows here.
        masm.ri(IntegerOp.CMP, 64, to, 1);
        Label back = new Label();
        Label slow = saturating
                ? saturated(kind, from, to, Long.MIN_VALUE, Long.MAX_VALUE, back)
                : emission.outOfLine.add(offset -> {
                    Label wrong = new Label();
                    minusPower63(kind);
                    compareFloats(kind, from, SCRATCH);
                    masm.jcc(Condition.PARITY, wrong);
                    masm.jcc(Condition.EQUAL, back);
                    masm.bind(wrong);
                    trap(kind, from, offset);
                });
        masm.jcc(Condition.OVERFLOW, slow);
        masm.bind(back);
        values.pushRegister(Values.I64, to);
    }

    private void minusPower63(int kind) {
        emission.transfers.constant(
                kind, Values.XMM0 + SCRATCH, kind == Values.F32 ? MINUS_TWO_TO_63_SINGLE : MINUS_TWO_TO_63_DOUBLE);
    }

    /** From 2<sup>63</sup> on, 2<sup>63</sup> is taken off before the signed conversion and put back after. */
    void truncateToUnsignedLong(int kind, boolean saturating) {
        int from = values.popRegister();
        int to = values.allocateGpr();
        truncate64(kind, to, from);
        masm.rr(IntegerOp.TEST, 64, to, to);
        Label back = new Label();
        Label large = emission.outOfLine.add(offset -> {
            largeUnsigned(kind, from, to);
            Label wrong = new Label();
            masm.jcc(Condition.SIGN, wrong);
            masm.mov(R11, Long.MIN_VALUE);
            masm.rr(IntegerOp.XOR, 64, to, R11);
            masm.jmp(back);
            masm.bind(wrong);
            if (saturating) {
                saturate(kind, from, to, 0, -1, back);
            } else {
                trap(kind, from, offset);
            }
        });
        masm.jcc(Condition.SIGN, large);
        masm.bind(back);
        values.pushRegister(Values.I64, to);
    }

    /** {@code to = truncate(from - 2^63)}, with the flags set by it. */
    private void largeUnsigned(int kind, int from, int to) {
        minusPower63(kind);
        masm.xxx(kind == Values.F32 ? VectorOp.ADDSS : VectorOp.ADDSD, SCRATCH, SCRATCH, number(from));
        truncate64(kind, to, SCRATCH);
        masm.rr(IntegerOp.TEST, 64, to, to);
    }

    private Label failed(int kind, int from) {
        return emission.outOfLine.add(offset -> trap(kind, from, offset));
    }

    private void trap(int kind, int from, int offset) {
        Label notANumber = new Label();
        compareFloats(kind, from, from);
        masm.jcc(Condition.PARITY, notANumber);
        CallSequences.trap(masm, TrapCode.INTEGER_OVERFLOW);
        emission.callSite(offset);
        masm.bind(notANumber);
        CallSequences.trap(masm, TrapCode.INVALID_CONVERSION);
        emission.callSite(offset);
    }

    private Label saturated(int kind, int from, int to, long least, long greatest, Label back) {
        return emission.outOfLine.add(offset -> saturate(kind, from, to, least, greatest, back));
    }

    /** The greatest number for large floats, the least for small ones, zero for NaN. */
    private void saturate(int kind, int from, int to, long least, long greatest, Label back) {
        masm.xxx(VectorOp.XORPS, SCRATCH, SCRATCH, SCRATCH);
        compareFloats(kind, from, SCRATCH);
        masm.mov(to, greatest);
        masm.jcc(Condition.ABOVE, back);
        masm.mov(to, 0);
        masm.jcc(Condition.PARITY, back);
        masm.mov(to, least);
        masm.jmp(back);
    }
}
