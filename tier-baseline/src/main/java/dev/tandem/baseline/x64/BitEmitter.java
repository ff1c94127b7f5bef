// SPDX-License-Identifier: Apache-2.0
package dev.tandem.baseline.x64;

import static dev.tandem.ir.asm.x64.Gpr.R10;
import static dev.tandem.ir.asm.x64.Gpr.R11;
import static dev.tandem.ir.asm.x64.Gpr.RCX;

import dev.tandem.ir.asm.x64.Assembler;
import dev.tandem.ir.asm.x64.Condition;
import dev.tandem.ir.asm.x64.IntegerOp;
import dev.tandem.ir.asm.x64.Label;
import dev.tandem.ir.nativex64.CpuFeature;

/** Shifts, rotations and bit counts; {@code bits} is 32 or 64. */
final class BitEmitter {
    private final Assembler masm;
    private final Transfers transfers;
    private final Values values;
    private final IntegerEmitter integers;
    private final boolean shiftx;
    private final boolean lzcnt;
    private final boolean tzcnt;
    private final boolean popcnt;

    BitEmitter(Emission emission, IntegerEmitter integers) {
        this.masm = emission.masm;
        this.transfers = emission.transfers;
        this.values = emission.values;
        this.integers = integers;
        this.shiftx = emission.target.has(CpuFeature.BMI2);
        this.lzcnt = emission.target.has(CpuFeature.LZCNT);
        this.tzcnt = emission.target.has(CpuFeature.BMI1);
        this.popcnt = emission.target.has(CpuFeature.POPCNT);
    }

    void shift(IntegerOp op, int bits) {
        int kind = IntegerEmitter.kind(bits);
        int right = values.pop();
        int left = values.pop();
        int from = values.toRegister(left);
        if (values.place[right] == Values.CONSTANT) {
            int to = integers.destination(from, 1);
            transfers.move(kind, to, from);
            masm.shift(op, bits, to, (int) values.constant[right] & (bits - 1));
            values.pushRegister(kind, to);
            return;
        }
        int count = values.toRegister(right);
        if (shiftx && op != IntegerOp.ROL && op != IntegerOp.ROR) {
            int to = values.isFree(from) ? from : values.isFree(count) ? count : values.allocateGpr();
            masm.shiftx(op, bits, to, from, count);
            values.pushRegister(kind, to);
            return;
        }
        int to = integers.destination(from, 1);
        if (to == RCX || to == count) {
            to = values.allocate(Values.GPRS & ~(1 << RCX));
        }
        transfers.move(kind, to, from);
        byCl(op, bits, to, count);
        values.pushRegister(kind, to);
    }

    private void byCl(IntegerOp op, int bits, int register, int count) {
        boolean save = count != RCX && !values.isFree(RCX);
        if (save) {
            masm.rr(IntegerOp.MOV, 64, R11, RCX);
        }
        transfers.move(Values.I32, RCX, count);
        masm.r(op, bits, register);
        if (save) {
            masm.rr(IntegerOp.MOV, 64, RCX, R11);
        }
    }

    void leadingZeros(int bits) {
        int from = values.popRegister();
        int to = integers.destination(from, 1);
        if (lzcnt) {
            masm.rr(IntegerOp.LZCNT, bits, to, from);
        } else {
            scan(IntegerOp.BSR, bits, from, 2 * bits - 1);
            masm.ri(IntegerOp.XOR, 32, R11, bits - 1);
            masm.rr(IntegerOp.MOV, 32, to, R11);
        }
        values.pushRegister(IntegerEmitter.kind(bits), to);
    }

    void trailingZeros(int bits) {
        int from = values.popRegister();
        int to = integers.destination(from, 1);
        if (tzcnt) {
            masm.rr(IntegerOp.TZCNT, bits, to, from);
        } else {
            scan(IntegerOp.BSF, bits, from, bits);
            masm.rr(IntegerOp.MOV, 32, to, R11);
        }
        values.pushRegister(IntegerEmitter.kind(bits), to);
    }

    /** The index of the first or last bit into the scratch register, or {@code none}. */
    private void scan(IntegerOp op, int bits, int from, int none) {
        Label found = new Label();
        masm.rr(op, bits, R11, from);
        masm.jccShort(Condition.NOT_EQUAL, found);
        masm.mov(R11, none);
        masm.bind(found);
    }

    void count(int bits) {
        int from = values.popRegister();
        int to = integers.destination(from, 1);
        if (popcnt) {
            masm.rr(IntegerOp.POPCNT, bits, to, from);
        } else {
            transfers.move(IntegerEmitter.kind(bits), to, from);
            countInParallel(to);
        }
        values.pushRegister(IntegerEmitter.kind(bits), to);
    }

    /** Sums of pairs, nibbles, bytes, then all bytes (Warren, Hacker's Delight, 5-1). */
    private void countInParallel(int register) {
        masm.rr(IntegerOp.MOV, 64, R11, register);
        masm.shift(IntegerOp.SHR, 64, R11, 1);
        masm.mov(R10, 0x5555_5555_5555_5555L);
        masm.rr(IntegerOp.AND, 64, R11, R10);
        masm.rr(IntegerOp.SUB, 64, register, R11);
        masm.rr(IntegerOp.MOV, 64, R11, register);
        masm.mov(R10, 0x3333_3333_3333_3333L);
        masm.rr(IntegerOp.AND, 64, register, R10);
        masm.shift(IntegerOp.SHR, 64, R11, 2);
        masm.rr(IntegerOp.AND, 64, R11, R10);
        masm.rr(IntegerOp.ADD, 64, register, R11);
        masm.rr(IntegerOp.MOV, 64, R11, register);
        masm.shift(IntegerOp.SHR, 64, R11, 4);
        masm.rr(IntegerOp.ADD, 64, register, R11);
        masm.mov(R10, 0x0f0f_0f0f_0f0f_0f0fL);
        masm.rr(IntegerOp.AND, 64, register, R10);
        masm.mov(R10, 0x0101_0101_0101_0101L);
        masm.rr(IntegerOp.IMUL, 64, register, R10);
        masm.shift(IntegerOp.SHR, 64, register, 56);
    }
}
