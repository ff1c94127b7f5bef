// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.x64.instruction;

import dev.tandem.ir.asm.x64.VectorOp;
import dev.tandem.optimizing.x64.lir.Operand;

/** Bytes of one vector where a mask has ones, of another where it has zeros; needs AVX. */
public final class VectorBlend extends X64Instruction {
    public VectorBlend(int mask, int ifOnes, int ifZeros, int result) {
        super(Operand.use(mask), Operand.use(ifOnes), Operand.use(ifZeros), Operand.def(result));
    }

    @Override
    protected void emit(CodeEmitter code) {
        code.assembler().blend(VectorOp.PBLENDVB, register(3), register(2), register(1), register(0));
    }

    @Override
    public String name() {
        return "blend";
    }
}
