// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.x64.instruction;

import static dev.tandem.ir.asm.x64.Assembler.NONE;
import static dev.tandem.ir.nativex64.NativeConvention.CONTEXT;
import static dev.tandem.ir.nativex64.NativeConvention.SCRATCH;

import dev.tandem.ir.asm.x64.Assembler;
import dev.tandem.ir.asm.x64.Condition;
import dev.tandem.ir.asm.x64.Gpr;
import dev.tandem.ir.asm.x64.IntegerOp;
import dev.tandem.ir.asm.x64.Label;
import dev.tandem.ir.nativex64.ActivationLayout;
import dev.tandem.ir.nativex64.CallSequences;
import dev.tandem.ir.nativex64.ContextLayout;

/** The check on back-edges. */
public final class InterruptCheck extends X64Instruction {
    private final int position;

    public InterruptCheck(int position) {
        this.position = position;
    }

    @Override
    protected void emit(CodeEmitter code) {
        CallSequences.checkStack(code.assembler(), code.exhausted(position));
    }

    /** The check and the jump after it, to {@code head}, in one branch. */
    public void emitWithJump(CodeEmitter code, Label head) {
        Assembler masm = code.assembler();
        masm.rm(IntegerOp.MOV, 64, SCRATCH, CONTEXT, NONE, 0, ContextLayout.ACTIVATION);
        masm.rm(IntegerOp.CMP, 64, Gpr.RSP, SCRATCH, NONE, 0, ActivationLayout.STACK_LIMIT);
        masm.jcc(Condition.ABOVE, head);
        masm.jmp(code.exhausted(position));
    }

    @Override
    public String name() {
        return "interrupt check";
    }
}
