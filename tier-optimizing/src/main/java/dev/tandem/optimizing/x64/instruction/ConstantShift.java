// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.x64.instruction;

import dev.tandem.ir.asm.x64.IntegerOp;
import dev.tandem.optimizing.x64.lir.Operand;

/** A shift or rotation by a constant. */
public final class ConstantShift extends X64Instruction {
    private final IntegerOp op;
    private final int bits;
    private final int count;

    public ConstantShift(IntegerOp op, int bits, int operand, int count, int result) {
        super(Operand.useAny(operand), Operand.defSame(result, 0));
        this.op = op;
        this.bits = bits;
        this.count = count;
    }

    @Override
    protected void emit(CodeEmitter code) {
        code.assembler().shift(op, bits, register(1), count);
    }

    @Override
    public String name() {
        return op.mnemonic() + bits + " " + count;
    }
}
