// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.x64.instruction;

import dev.tandem.ir.asm.x64.Assembler;
import dev.tandem.ir.asm.x64.IntegerOp;
import dev.tandem.ir.nativex64.NativeConvention;
import dev.tandem.optimizing.x64.lir.Operand;

/** 1 if the comparison holds, else 0. */
public final class SetCondition extends X64Instruction {
    private final Comparison comparison;

    public SetCondition(Comparison comparison, int result) {
        super(comparison.and(Operand.def(result)));
        this.comparison = comparison;
    }

    @Override
    protected void emit(CodeEmitter code) {
        Assembler masm = code.assembler();
        int to = register(operandCount() - 1);
        boolean apart = true;
        for (int i = 0; i < operandCount() - 1; i++) {
            apart &= location(i) != to;
        }
        if (apart) {
            masm.rr(IntegerOp.XOR, 32, to, to);
        }
        comparison.emit(code, this, 0);
        comparison.test().set(masm, to, NativeConvention.SCRATCH);
        if (!apart) {
            masm.rr(IntegerOp.MOVZX8, 32, to, to);
        }
    }

    @Override
    public String name() {
        return "set " + comparison;
    }
}
