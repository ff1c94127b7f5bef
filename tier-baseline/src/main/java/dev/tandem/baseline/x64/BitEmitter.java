// SPDX-License-Identifier: Apache-2.0
package dev.tandem.baseline.x64;

import static dev.tandem.ir.asm.x64.Gpr.R10;
import static dev.tandem.ir.asm.x64.Gpr.R11;
import static dev.tandem.ir.asm.x64.Gpr.RCX;

import dev.tandem.ir.asm.x64.Assembler;
import dev.tandem.ir.asm.x64.IntegerOp;
import dev.tandem.ir.nativex64.CpuFeature;
import dev.tandem.ir.nativex64.sequence.BitSequences;

/** Shifts, rotations and bit counts; {@code bits} is 32 or 64. */
final class BitEmitter {
    private final Assembler masm;
    private final Transfers transfers;
    private final Values values;
    private final IntegerEmitter integers;
    private final boolean shiftx;
    private final BitSequences sequences;

    BitEmitter(Emission emission, IntegerEmitter integers) {
        this.masm = emission.masm;
        this.transfers = emission.transfers;
        this.values = emission.values;
        this.integers = integers;
        this.shiftx = emission.target.has(CpuFeature.BMI2);
        this.sequences = new BitSequences(emission.masm, emission.target);
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
        sequences.leadingZeros(bits, to, from);
        values.pushRegister(IntegerEmitter.kind(bits), to);
    }

    void trailingZeros(int bits) {
        int from = values.popRegister();
        int to = integers.destination(from, 1);
        sequences.trailingZeros(bits, to, from);
        values.pushRegister(IntegerEmitter.kind(bits), to);
    }

    void count(int bits) {
        int from = values.popRegister();
        int to = integers.destination(from, 1);
        sequences.count(bits, to, from, R10);
        values.pushRegister(IntegerEmitter.kind(bits), to);
    }
}
