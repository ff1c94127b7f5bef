// SPDX-License-Identifier: Apache-2.0
package dev.tandem.baseline.x64;

import static dev.tandem.ir.asm.x64.Assembler.NONE;
import static dev.tandem.ir.asm.x64.Gpr.RBP;

import dev.tandem.ir.asm.x64.Assembler;
import dev.tandem.ir.asm.x64.IntegerOp;
import dev.tandem.ir.asm.x64.VectorOp;
import dev.tandem.ir.nativex64.NativeConvention;

/**
 * Copies values of any kind between registers, memory and constants. Registers are places: vector registers from 16 on. Flags are always
 * kept; only what says so changes the scratch register.
 */
final class Transfers {
    private static final int SCRATCH = NativeConvention.SCRATCH;

    private final Assembler masm;

    Transfers(Assembler masm) {
        this.masm = masm;
    }

    /** From the frame slot at {@code rbp - slot}. */
    void load(int kind, int register, int slot) {
        load(kind, register, RBP, NONE, -slot);
    }

    void load(int kind, int register, int base, int index, int displacement) {
        switch (kind) {
            case Values.I32 -> masm.rm(IntegerOp.MOV, 32, register, base, index, 0, displacement);
            case Values.F32 -> masm.xm(VectorOp.MOVSS_LOAD, register & 15, base, index, 0, displacement);
            case Values.F64 -> masm.xm(VectorOp.MOVSD_LOAD, register & 15, base, index, 0, displacement);
            case Values.V128 -> masm.xm(VectorOp.MOVUPS, register & 15, base, index, 0, displacement);
            default -> masm.rm(IntegerOp.MOV, 64, register, base, index, 0, displacement);
        }
    }

    void store(int kind, int slot, int register) {
        store(kind, RBP, -slot, register);
    }

    /** A whole stack slot: i32 with its upper half. */
    void store(int kind, int base, int displacement, int register) {
        switch (kind) {
            case Values.F32 -> masm.mx(VectorOp.MOVSS_STORE, base, NONE, 0, displacement, register & 15);
            case Values.F64 -> masm.mx(VectorOp.MOVSD_STORE, base, NONE, 0, displacement, register & 15);
            case Values.V128 -> masm.mx(VectorOp.MOVUPS_STORE, base, NONE, 0, displacement, register & 15);
            default -> masm.mr(IntegerOp.MOV, 64, base, NONE, 0, displacement, register);
        }
    }

    /** A whole stack slot. Changes the scratch register if the constant is long. */
    void storeConstant(int base, int displacement, long value) {
        if (value == (int) value) {
            masm.mi(IntegerOp.MOV, 64, base, NONE, 0, displacement, (int) value);
        } else {
            masm.mov(SCRATCH, value);
            masm.mr(IntegerOp.MOV, 64, base, NONE, 0, displacement, SCRATCH);
        }
    }

    void move(int kind, int destination, int source) {
        if (destination == source) {
            return;
        }
        if (Values.isVector(kind)) {
            masm.xx(VectorOp.MOVAPS, destination & 15, source & 15);
        } else {
            masm.rr(IntegerOp.MOV, kind == Values.I32 ? 32 : 64, destination, source);
        }
    }

    /** Changes the scratch register if the constant is a float other than zero. */
    void constant(int kind, int register, long value) {
        if (!Values.isVector(kind)) {
            masm.mov(register, value);
        } else if (value == 0) {
            masm.xxx(VectorOp.XORPS, register & 15, register & 15, register & 15);
        } else {
            masm.mov(SCRATCH, value);
            masm.xx(kind == Values.F32 ? VectorOp.MOVD_FROM : VectorOp.MOVQ_FROM, register & 15, SCRATCH);
        }
    }

    /** Eight or sixteen bytes from memory to memory, through {@code through}. */
    void copy(int kind, int base, int displacement, int fromBase, int fromDisplacement, int through) {
        for (int i = 0; i < (kind == Values.V128 ? 16 : 8); i += 8) {
            masm.rm(IntegerOp.MOV, 64, through, fromBase, NONE, 0, fromDisplacement + i);
            masm.mr(IntegerOp.MOV, 64, base, NONE, 0, displacement + i, through);
        }
    }
}
