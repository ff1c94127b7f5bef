// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.nativex64.sequence;

import static dev.tandem.ir.nativex64.NativeConvention.SCRATCH;

import dev.tandem.ir.asm.x64.Assembler;
import dev.tandem.ir.asm.x64.Condition;
import dev.tandem.ir.asm.x64.IntegerOp;
import dev.tandem.ir.asm.x64.Label;
import dev.tandem.ir.asm.x64.VectorOp;

/** Float operations of several machine instructions; {@code single} says f32, else f64. xmm15 is used. */
public final class FloatSequences {
    private static final int VECTOR_SCRATCH = Lanes.SCRATCH;

    private final Assembler masm;
    private final Lanes lanes;

    public FloatSequences(Assembler masm) {
        this.masm = masm;
        this.lanes = new Lanes(masm);
    }

    /** {@code abs}; the destination may be the operand. */
    public void absolute(boolean single, int to, int from) {
        withConstant(VectorOp.ANDPS, to, from, signMask(single, true));
    }

    /** {@code neg}; the destination may be the operand. */
    public void negate(boolean single, int to, int from) {
        withConstant(VectorOp.XORPS, to, from, signMask(single, false));
    }

    private void withConstant(VectorOp op, int to, int from, Label mask) {
        if (masm.hasThreeOperands()) {
            masm.xxl(op, to, from, mask);
        } else {
            lanes.move(to, from);
            masm.xxl(op, to, to, mask);
        }
    }

    private Label signMask(boolean single, boolean inverted) {
        long lane = single ? 0x8000_0000_8000_0000L : Long.MIN_VALUE;
        long bits = inverted ? ~lane : lane;
        return masm.constant(bits, bits, 16);
    }

    /** The destination may be either operand. */
    public void copySign(boolean single, int to, int first, int second) {
        withConstant(VectorOp.ANDPS, VECTOR_SCRATCH, second, signMask(single, false));
        withConstant(VectorOp.ANDPS, to, first, signMask(single, true));
        masm.xxx(VectorOp.ORPS, to, to, VECTOR_SCRATCH);
    }

    /** {@code nearest}, {@code floor}, {@code ceil} and {@code trunc} as 0 to 3; needs SSE4.1. The destination may be the operand. */
    public void round(boolean single, int mode, int to, int from) {
        masm.xxxi(
                single ? VectorOp.ROUNDSS : VectorOp.ROUNDSD,
                to,
                masm.hasThreeOperands() ? from : to,
                from,
                8 | mode);
    }

    /**
     * {@code min} and {@code max}: the machine's instruction is right when the operands differ and are numbers. Goes to {@code unusual}
     * otherwise, where {@link #equalOrUnordered} belongs, out of the way. The destination may be either operand.
     */
    public void extremum(boolean single, boolean max, int to, int first, int second, Label unusual) {
        masm.xx(single ? VectorOp.UCOMISS : VectorOp.UCOMISD, first, second);
        masm.jcc(Condition.EQUAL, unusual);
        VectorOp op = single ? max ? VectorOp.MAXSS : VectorOp.MINSS : max ? VectorOp.MAXSD : VectorOp.MINSD;
        lanes.op(op, to, first, second);
    }

    /** Zeros of both signs are merged bit by bit, and an addition makes NaN of NaN; then back to {@code done}. */
    public void equalOrUnordered(boolean single, boolean max, int to, int first, int second, Label done) {
        Label unordered = new Label();
        masm.jccShort(Condition.PARITY, unordered);
        lanes.op(max ? VectorOp.ANDPS : VectorOp.ORPS, to, first, second);
        masm.jmp(done);
        masm.bind(unordered);
        lanes.op(single ? VectorOp.ADDSS : VectorOp.ADDSD, to, first, second);
        masm.jmp(done);
    }

    /** A signed integer of 32 or 64 bits in a general register as float; an unsigned i32 is a signed i64. */
    public void fromInteger(boolean single, int bits, int to, int from) {
        boolean wide = bits == 64;
        VectorOp op = single
                ? wide ? VectorOp.CVTSI2SS_64 : VectorOp.CVTSI2SS
                : wide ? VectorOp.CVTSI2SD_64 : VectorOp.CVTSI2SD;
        // The instruction keeps the other lanes: clearing them breaks the dependency on what was there.
        masm.xxx(VectorOp.XORPS, to, to, to);
        masm.xxx(op, to, to, from);
    }

    /** An unsigned i64 as float, with a temporary general register other than {@code from}. Uses r11, too. */
    public void fromUnsignedLong(boolean single, int to, int from, int half) {
        Label slow = new Label();
        Label back = new Label();
        masm.rr(IntegerOp.TEST, 64, from, from);
        masm.jccShort(Condition.SIGN, slow);
        fromInteger(single, 64, to, from);
        masm.jmpShort(back);
        masm.bind(slow);
        // Half of it, with the lost bit kept so that rounding stays right, and doubled afterwards.
        masm.rr(IntegerOp.MOV, 64, half, from);
        masm.shift(IntegerOp.SHR, 64, half, 1);
        masm.rr(IntegerOp.MOV, 32, SCRATCH, from);
        masm.ri(IntegerOp.AND, 32, SCRATCH, 1);
        masm.rr(IntegerOp.OR, 64, half, SCRATCH);
        fromInteger(single, 64, to, half);
        masm.xxx(single ? VectorOp.ADDSS : VectorOp.ADDSD, to, to, to);
        masm.bind(back);
    }
}
