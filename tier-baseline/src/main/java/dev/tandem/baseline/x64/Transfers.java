// SPDX-License-Identifier: Apache-2.0
package dev.tandem.baseline.x64;

import static dev.tandem.ir.asm.x64.Assembler.NONE;
import static dev.tandem.ir.asm.x64.Gpr.RBP;

import dev.tandem.ir.asm.x64.Assembler;
import dev.tandem.ir.asm.x64.Condition;
import dev.tandem.ir.asm.x64.IntegerOp;
import dev.tandem.ir.asm.x64.Label;
import dev.tandem.ir.asm.x64.VectorOp;
import dev.tandem.ir.nativex64.NativeConvention;

/**
 * Copies values of any kind between registers, memory and constants. Registers are places: vector registers from 16 on. Flags are always
 * kept; only what says so changes the scratch register.
 */
final class Transfers {
    private static final int SCRATCH = NativeConvention.SCRATCH;

    /** What poisoned code has above i32 and f32 values in slots. */
    private static final int POISON = 0xdead_beef;

    private final Assembler masm;
    private final boolean poison;

    /** @param poison whether to plant garbage where none may look, see {@link dev.tandem.ir.nativex64.NativeTarget} */
    Transfers(Assembler masm, boolean poison) {
        this.masm = masm;
        this.poison = poison;
    }

    /** In poisoned code, stops the process if an i32 is not zero-extended; flags and scratch register are changed. */
    void checkExtension(int register) {
        if (poison) {
            masm.rr(IntegerOp.MOV, 32, SCRATCH, register);
            masm.rr(IntegerOp.CMP, 64, SCRATCH, register);
            stopUnlessEqual();
        }
    }

    /** The same of an i32 among the stack arguments. */
    void checkExtension(int base, int displacement) {
        if (poison) {
            masm.mi(IntegerOp.CMP, 32, base, NONE, 0, displacement + 4, 0);
            stopUnlessEqual();
        }
    }

    private void stopUnlessEqual() {
        Label right = new Label();
        masm.jccShort(Condition.EQUAL, right);
        masm.ud2();
        masm.bind(right);
    }

    /** In poisoned code, plants garbage in the lanes above a float; {@code xmm15} is changed. */
    void poisonLanes(int kind, int register) {
        if (poison && kind != Values.V128) {
            int garbage = NativeConvention.VECTOR_SCRATCH;
            masm.xxx(VectorOp.PCMPEQD, garbage, garbage, garbage);
            masm.xxx(kind == Values.F32 ? VectorOp.MOVSS : VectorOp.MOVSD, garbage, garbage, register & 15);
            masm.xx(VectorOp.MOVAPS, register & 15, garbage);
        }
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
        if (poison && (kind == Values.I32 || kind == Values.F32)) {
            masm.mi(IntegerOp.MOV, 32, RBP, NONE, 0, 4 - slot, POISON);
        }
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

    /** Eight or sixteen bytes from memory to memory, through {@code through}; an i32 becomes zero-extended. */
    void copy(int kind, int base, int displacement, int fromBase, int fromDisplacement, int through) {
        if (kind == Values.I32) {
            masm.rm(IntegerOp.MOV, 32, through, fromBase, NONE, 0, fromDisplacement);
            masm.mr(IntegerOp.MOV, 64, base, NONE, 0, displacement, through);
            return;
        }
        for (int i = 0; i < (kind == Values.V128 ? 16 : 8); i += 8) {
            masm.rm(IntegerOp.MOV, 64, through, fromBase, NONE, 0, fromDisplacement + i);
            masm.mr(IntegerOp.MOV, 64, base, NONE, 0, displacement + i, through);
        }
    }
}
