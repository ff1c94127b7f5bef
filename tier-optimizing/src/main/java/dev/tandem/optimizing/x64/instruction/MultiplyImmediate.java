// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.x64.instruction;

import dev.tandem.optimizing.x64.lir.Operand;

/** A product with an immediate. */
public final class MultiplyImmediate extends X64Instruction {
    private final int bits;
    private final int value;

    public MultiplyImmediate(int bits, int first, int value, int result) {
        super(Operand.use(first), Operand.def(result));
        this.bits = bits;
        this.value = value;
    }

    @Override
    protected void emit(CodeEmitter code) {
        code.assembler().imul(bits, register(1), register(0), value);
    }

    @Override
    public String name() {
        return "imul" + bits + " " + value;
    }
}
