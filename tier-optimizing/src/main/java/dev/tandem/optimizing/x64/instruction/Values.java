// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.x64.instruction;

import static dev.tandem.ir.asm.x64.Assembler.NONE;
import static dev.tandem.ir.asm.x64.Gpr.RBP;
import static dev.tandem.ir.nativex64.NativeConvention.SCRATCH;
import static dev.tandem.ir.nativex64.NativeConvention.VECTOR_SCRATCH;

import dev.tandem.ir.asm.x64.Assembler;
import dev.tandem.ir.asm.x64.IntegerOp;
import dev.tandem.ir.asm.x64.VectorOp;
import dev.tandem.optimizing.x64.lir.LirInstruction;
import dev.tandem.optimizing.x64.lir.LirKind;

/** Values of any kind between the places of operands and 8- or 16-byte slots of the convention. */
final class Values {
    private Values() {}

    /** Operand {@code at} to {@code [base + displacement]}, all the bytes of the slot. Uses a vector or the scratch register. */
    static void store(Assembler masm, LirInstruction instruction, int at, LirKind kind, int base, int displacement) {
        if (kind.isVector()) {
            int from = VECTOR_SCRATCH;
            if (instruction.isStack(at)) {
                masm.xm(load(kind), from, RBP, NONE, 0, instruction.displacement(at));
            } else {
                from = instruction.register(at);
            }
            masm.mx(kind == LirKind.VECTOR128 ? VectorOp.MOVUPS_STORE : VectorOp.MOVSD_STORE, base, NONE, 0, displacement, from);
            return;
        }
        int from = SCRATCH;
        if (instruction.isStack(at)) {
            masm.rm(IntegerOp.MOV, 8 * kind.bytes(), from, RBP, NONE, 0, instruction.displacement(at));
        } else {
            from = instruction.register(at);
        }
        masm.mr(IntegerOp.MOV, 64, base, NONE, 0, displacement, from);
    }

    /** A slot to operand {@code at}. */
    static void load(Assembler masm, LirInstruction instruction, int at, LirKind kind, int base, int displacement) {
        if (kind.isVector()) {
            int to = instruction.isStack(at) ? VECTOR_SCRATCH : instruction.register(at);
            masm.xm(load(kind), to, base, NONE, 0, displacement);
            if (instruction.isStack(at)) {
                VectorOp op = kind == LirKind.VECTOR128
                        ? VectorOp.MOVUPS_STORE
                        : kind == LirKind.FLOAT64 ? VectorOp.MOVSD_STORE : VectorOp.MOVSS_STORE;
                masm.mx(op, RBP, NONE, 0, instruction.displacement(at), to);
            }
            return;
        }
        int to = instruction.isStack(at) ? SCRATCH : instruction.register(at);
        masm.rm(IntegerOp.MOV, 64, to, base, NONE, 0, displacement);
        if (instruction.isStack(at)) {
            masm.mr(IntegerOp.MOV, 8 * kind.bytes(), RBP, NONE, 0, instruction.displacement(at), to);
        }
    }

    private static VectorOp load(LirKind kind) {
        return kind == LirKind.VECTOR128
                ? VectorOp.MOVUPS
                : kind == LirKind.FLOAT64 ? VectorOp.MOVSD_LOAD : VectorOp.MOVSS_LOAD;
    }
}
