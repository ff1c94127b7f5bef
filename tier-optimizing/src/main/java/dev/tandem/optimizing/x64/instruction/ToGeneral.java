// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.x64.instruction;

import dev.tandem.ir.asm.x64.VectorOp;
import dev.tandem.optimizing.x64.lir.Operand;

/** The low bits of a vector register in a general one. */
public final class ToGeneral extends X64Instruction {
    private final VectorOp op;

    /** @param op {@code MOVD_TO} or {@code MOVQ_TO} */
    public ToGeneral(VectorOp op, int from, int result) {
        super(Operand.use(from), Operand.def(result));
        this.op = op;
    }

    @Override
    protected void emit(CodeEmitter code) {
        code.assembler().rx(op, register(1), register(0));
    }

    @Override
    public String name() {
        return op.mnemonic();
    }
}
