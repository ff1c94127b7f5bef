// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.nativex64.sequence;

import dev.tandem.ir.asm.x64.Assembler;
import dev.tandem.ir.asm.x64.VectorOp;
import dev.tandem.ir.nativex64.NativeConvention;

/**
 * Vector instructions in three-operand form on numbers of vector registers, whatever the processor has. Without AVX, a destination that is
 * also the second operand goes through xmm15; otherwise that is free for sequences of instructions.
 */
public final class Lanes {
    public static final int SCRATCH = NativeConvention.VECTOR_SCRATCH;

    private final Assembler masm;

    public Lanes(Assembler masm) {
        this.masm = masm;
    }

    public void move(int destination, int source) {
        if (destination != source) {
            masm.xx(VectorOp.MOVAPS, destination, source);
        }
    }

    public void op(VectorOp op, int destination, int first, int second) {
        if (masm.hasThreeOperands() || destination == first) {
            masm.xxx(op, destination, first, second);
        } else if (destination != second) {
            move(destination, first);
            masm.xxx(op, destination, destination, second);
        } else {
            move(SCRATCH, first);
            masm.xxx(op, SCRATCH, SCRATCH, second);
            move(destination, SCRATCH);
        }
    }

    public void op(VectorOp op, int destination, int first, int second, int immediate) {
        if (masm.hasThreeOperands() || destination == first) {
            masm.xxxi(op, destination, first, second, immediate);
        } else if (destination != second) {
            move(destination, first);
            masm.xxxi(op, destination, destination, second, immediate);
        } else {
            move(SCRATCH, first);
            masm.xxxi(op, SCRATCH, SCRATCH, second, immediate);
            move(destination, SCRATCH);
        }
    }

    /** With a general register and a lane: {@code pinsr}. */
    public void insert(VectorOp op, int destination, int first, int register, int lane) {
        if (masm.hasThreeOperands()) {
            masm.xxxi(op, destination, first, register, lane);
        } else {
            move(destination, first);
            masm.xxxi(op, destination, destination, register, lane);
        }
    }

    /** With a constant as second operand. */
    public void constant(VectorOp op, int destination, int first, long low, long high) {
        if (masm.hasThreeOperands()) {
            masm.xxl(op, destination, first, masm.constant(low, high, 16));
        } else {
            move(destination, first);
            masm.xxl(op, destination, destination, masm.constant(low, high, 16));
        }
    }

    public void load(int destination, long low, long high) {
        if (low == 0 && high == 0) {
            zero(destination);
        } else if (low == -1 && high == -1) {
            ones(destination);
        } else {
            masm.xl(VectorOp.MOVUPS, destination, masm.constant(low, high, 16));
        }
    }

    public void shift(VectorOp op, int destination, int source, int count) {
        if (masm.hasThreeOperands()) {
            masm.xshift(op, destination, source, count);
        } else {
            move(destination, source);
            masm.xshift(op, destination, destination, count);
        }
    }

    public void zero(int register) {
        masm.xxx(VectorOp.PXOR, register, register, register);
    }

    public void ones(int register) {
        masm.xxx(VectorOp.PCMPEQD, register, register, register);
    }

    /** {@code destination = ~destination}, through xmm15. */
    public void invert(int destination) {
        ones(SCRATCH);
        op(VectorOp.PXOR, destination, destination, SCRATCH);
    }
}
