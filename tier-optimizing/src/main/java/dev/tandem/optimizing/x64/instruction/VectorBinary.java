// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.x64.instruction;

import dev.tandem.ir.asm.x64.VectorOp;
import dev.tandem.optimizing.x64.lir.Operand;

/** {@code result = op(first, second)} in one machine instruction on vector registers. */
public final class VectorBinary extends X64Instruction {
    private final VectorOp op;
    private final Source second;

    /** @param threeOperands whether the result may be apart from the first operand: with AVX */
    public VectorBinary(VectorOp op, boolean threeOperands, int first, Source second, int result) {
        super(
                threeOperands
                        ? with(second, 1, false, Operand.use(first), Operand.def(result))
                        : with(second, 1, false, Operand.useAny(first), Operand.defSame(result, 0)));
        this.op = op;
        this.second = second;
    }

    @Override
    protected void emit(CodeEmitter code) {
        int to = register(operandCount() - 1);
        int first = code.assembler().hasThreeOperands() ? register(0) : to;
        second.vector(code, this, 1, op, to, first);
    }

    @Override
    public String name() {
        return op.mnemonic() + " " + second;
    }
}
