// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.x64.instruction;

import dev.tandem.ir.asm.x64.Gpr;
import dev.tandem.ir.asm.x64.IntegerOp;
import dev.tandem.optimizing.x64.lir.Operand;

/** The upper half of a 128-bit product. */
public final class MultiplyHigh extends X64Instruction {
    private final boolean signed;

    /** @param low a virtual register for the lower half */
    public MultiplyHigh(boolean signed, int first, int second, int result, int low) {
        super(
                Operand.useFixed(first, Gpr.RAX),
                Operand.alive(second),
                Operand.tempFixed(low, Gpr.RAX),
                Operand.defFixed(result, Gpr.RDX));
        this.signed = signed;
    }

    @Override
    protected void emit(CodeEmitter code) {
        code.assembler().r(signed ? IntegerOp.IMUL1 : IntegerOp.MUL, 64, register(1));
    }

    @Override
    public String name() {
        return signed ? "imulh" : "mulh";
    }
}
