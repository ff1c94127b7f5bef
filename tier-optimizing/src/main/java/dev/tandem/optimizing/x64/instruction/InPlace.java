// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.x64.instruction;

import dev.tandem.ir.asm.x64.IntegerOp;
import dev.tandem.optimizing.x64.lir.Operand;

/** An instruction of one operand that it changes: {@code neg}, {@code not}. */
public final class InPlace extends X64Instruction {
    private final IntegerOp op;
    private final int bits;

    public InPlace(IntegerOp op, int bits, int operand, int result) {
        super(Operand.useAny(operand), Operand.defSame(result, 0));
        this.op = op;
        this.bits = bits;
    }

    @Override
    protected void emit(CodeEmitter code) {
        code.assembler().r(op, bits, register(1));
    }

    @Override
    public String name() {
        return op.mnemonic() + bits;
    }
}
