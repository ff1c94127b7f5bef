// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.nativex64.sequence;

import static dev.tandem.ir.nativex64.NativeConvention.SCRATCH;

import dev.tandem.ir.asm.x64.Assembler;
import dev.tandem.ir.asm.x64.Condition;
import dev.tandem.ir.asm.x64.IntegerOp;
import dev.tandem.ir.asm.x64.Label;
import dev.tandem.ir.nativex64.CpuFeature;
import dev.tandem.ir.nativex64.NativeTarget;

/** Counts of bits, with or without the instructions for them. The destination may be the operand; r11 is used. */
public final class BitSequences {
    private final Assembler masm;
    private final boolean lzcnt;
    private final boolean tzcnt;
    private final boolean popcnt;

    public BitSequences(Assembler masm, NativeTarget target) {
        this.masm = masm;
        this.lzcnt = target.has(CpuFeature.LZCNT);
        this.tzcnt = target.has(CpuFeature.BMI1);
        this.popcnt = target.has(CpuFeature.POPCNT);
    }

    public void leadingZeros(int bits, int to, int from) {
        if (lzcnt) {
            masm.rr(IntegerOp.LZCNT, bits, to, from);
        } else {
            scan(IntegerOp.BSR, bits, from, 2 * bits - 1);
            masm.ri(IntegerOp.XOR, 32, SCRATCH, bits - 1);
            masm.rr(IntegerOp.MOV, 32, to, SCRATCH);
        }
    }

    public void trailingZeros(int bits, int to, int from) {
        if (tzcnt) {
            masm.rr(IntegerOp.TZCNT, bits, to, from);
        } else {
            scan(IntegerOp.BSF, bits, from, bits);
            masm.rr(IntegerOp.MOV, 32, to, SCRATCH);
        }
    }

    /** The index of the first or last bit into the scratch register, or {@code none}. */
    private void scan(IntegerOp op, int bits, int from, int none) {
        Label found = new Label();
        masm.rr(op, bits, SCRATCH, from);
        masm.jccShort(Condition.NOT_EQUAL, found);
        masm.mov(SCRATCH, none);
        masm.bind(found);
    }

    /**
     * The number of ones.
     *
     * @param temporary a general register other than these, for processors without the instruction
     */
    public void count(int bits, int to, int from, int temporary) {
        if (popcnt) {
            masm.rr(IntegerOp.POPCNT, bits, to, from);
            return;
        }
        if (to != from) {
            masm.rr(IntegerOp.MOV, bits, to, from);
        }
        countInParallel(to, temporary);
    }

    /** Sums of pairs, nibbles, bytes, then all bytes (Warren, Hacker's Delight, 5-1). */
    private void countInParallel(int register, int mask) {
        masm.rr(IntegerOp.MOV, 64, SCRATCH, register);
        masm.shift(IntegerOp.SHR, 64, SCRATCH, 1);
        masm.mov(mask, 0x5555_5555_5555_5555L);
        masm.rr(IntegerOp.AND, 64, SCRATCH, mask);
        masm.rr(IntegerOp.SUB, 64, register, SCRATCH);
        masm.rr(IntegerOp.MOV, 64, SCRATCH, register);
        masm.mov(mask, 0x3333_3333_3333_3333L);
        masm.rr(IntegerOp.AND, 64, register, mask);
        masm.shift(IntegerOp.SHR, 64, SCRATCH, 2);
        masm.rr(IntegerOp.AND, 64, SCRATCH, mask);
        masm.rr(IntegerOp.ADD, 64, register, SCRATCH);
        masm.rr(IntegerOp.MOV, 64, SCRATCH, register);
        masm.shift(IntegerOp.SHR, 64, SCRATCH, 4);
        masm.rr(IntegerOp.ADD, 64, register, SCRATCH);
        masm.mov(mask, 0x0f0f_0f0f_0f0f_0f0fL);
        masm.rr(IntegerOp.AND, 64, register, mask);
        masm.mov(mask, 0x0101_0101_0101_0101L);
        masm.rr(IntegerOp.IMUL, 64, register, mask);
        masm.shift(IntegerOp.SHR, 64, register, 56);
    }
}
