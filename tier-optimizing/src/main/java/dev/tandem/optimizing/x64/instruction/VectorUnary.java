// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.x64.instruction;

import dev.tandem.ir.asm.x64.VectorOp;
import dev.tandem.optimizing.x64.lir.Operand;

/** {@code result = op(source)} of vector registers: loads, moves between classes of registers, conversions of one operand. */
public final class VectorUnary extends X64Instruction {
    private final VectorOp op;
    private final Source source;

    public VectorUnary(VectorOp op, Source source, int result) {
        super(with(source, 0, false, Operand.def(result)));
        this.op = op;
        this.source = source;
    }

    @Override
    protected void emit(CodeEmitter code) {
        source.vector(code, this, 0, op, register(operandCount() - 1));
    }

    @Override
    public String name() {
        return op.mnemonic() + " " + source;
    }
}
