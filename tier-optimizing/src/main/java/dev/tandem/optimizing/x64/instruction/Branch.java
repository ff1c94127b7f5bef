// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.x64.instruction;

import dev.tandem.ir.asm.x64.Assembler;
import dev.tandem.optimizing.x64.lir.LirBlock;

/** Ends a block with two successors: to the first if the comparison holds, else to the second. */
public final class Branch extends X64Instruction {
    private final Comparison comparison;

    public Branch(Comparison comparison) {
        super(comparison.and());
        this.comparison = comparison;
    }

    @Override
    protected void emit(CodeEmitter code) {
        comparison.emit(code, this, 0);
        FlagTest test = comparison.test();
        if (test.parity() == FlagTest.Parity.IGNORED) {
            code.branch(test.condition());
            return;
        }
        Assembler masm = code.assembler();
        LirBlock taken = code.block().successor(0);
        LirBlock other = code.block().successor(1);
        if (code.isNext(taken)) {
            test.negate().jump(masm, code.label(other));
        } else {
            test.jump(masm, code.label(taken));
            code.jump(1);
        }
    }

    @Override
    public String name() {
        return "branch " + comparison;
    }
}
