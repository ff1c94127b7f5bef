// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.x64.instruction;

import static dev.tandem.ir.asm.x64.Assembler.NONE;
import static dev.tandem.ir.asm.x64.Gpr.R13;
import static dev.tandem.ir.asm.x64.Gpr.RBP;

import dev.tandem.ir.asm.x64.Assembler;
import dev.tandem.ir.asm.x64.IntegerOp;
import dev.tandem.ir.nativex64.CallSequences;
import dev.tandem.ir.nativex64.NativeSignature;
import dev.tandem.optimizing.x64.lir.LirFunction;
import dev.tandem.optimizing.x64.lir.LirKind;
import dev.tandem.optimizing.x64.lir.Operand;

/** Ends the function with its results in their places. */
public final class Return extends X64Instruction {
    private final LirKind[] kinds;

    private Return(LirKind[] kinds, int[] operands) {
        super(operands);
        this.kinds = kinds;
    }

    /** @param results virtual registers */
    public static Return of(LirFunction function, NativeSignature signature, int[] results) {
        boolean area = signature.stackResultBytes() > 0;
        int[] operands = new int[results.length + (area ? 1 : 0)];
        LirKind[] kinds = new LirKind[results.length];
        for (int i = 0; i < results.length; i++) {
            int place = signature.result(i);
            operands[i] = NativeSignature.isStack(place)
                    ? Operand.aliveAny(results[i])
                    : Operand.useFixed(results[i], place);
            kinds[i] = function.kind(results[i]);
        }
        if (area) {
            operands[results.length] = Operand.tempFixed(function.newRegister(LirKind.WORD64), R13);
        }
        return new Return(kinds, operands);
    }

    @Override
    protected void emit(CodeEmitter code) {
        Assembler masm = code.assembler();
        NativeSignature signature = code.signature();
        if (signature.stackResultBytes() > 0) {
            masm.rm(IntegerOp.MOV, 64, R13, RBP, NONE, 0, FrameSlots.RESULT_AREA);
            for (int i = 0; i < kinds.length; i++) {
                int place = signature.result(i);
                if (NativeSignature.isStack(place)) {
                    Values.store(masm, this, i, kinds[i], R13, NativeSignature.stackOffset(place));
                }
            }
        }
        if (code.isFrameless()) {
            masm.ret(signature.stackArgumentBytes());
        } else {
            CallSequences.leave(masm, signature);
        }
    }

    @Override
    public String name() {
        return "return";
    }
}
