// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.x64.instruction;

import dev.tandem.optimizing.x64.lir.Operand;

/** {@code ~first & second}; needs BMI1. */
public final class AndNot extends X64Instruction {
    private final int bits;

    public AndNot(int bits, int first, int second, int result) {
        super(Operand.use(first), Operand.use(second), Operand.def(result));
        this.bits = bits;
    }

    @Override
    protected void emit(CodeEmitter code) {
        code.assembler().andn(bits, register(2), register(0), register(1));
    }

    @Override
    public String name() {
        return "andn" + bits;
    }
}
