// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.x64.instruction;

import dev.tandem.decoder.body.Opcode;
import dev.tandem.ir.asm.x64.Label;
import dev.tandem.optimizing.x64.lir.Operand;

/** {@code min}, {@code max} and {@code copysign} of two floats. */
public final class ScalarBinary extends X64Instruction {
    private final Opcode op;

    public ScalarBinary(Opcode op, int first, int second, int result) {
        super(Operand.use(first), Operand.use(second), Operand.def(result));
        this.op = op;
    }

    @Override
    protected void emit(CodeEmitter code) {
        int first = register(0);
        int second = register(1);
        int to = register(2);
        switch (op) {
            case F32_COPYSIGN -> code.floats().copySign(true, to, first, second);
            case F64_COPYSIGN -> code.floats().copySign(false, to, first, second);
            default -> {
                boolean single = op == Opcode.F32_MIN || op == Opcode.F32_MAX;
                boolean max = op == Opcode.F32_MAX || op == Opcode.F64_MAX;
                Label done = new Label();
                Label unusual = code.outOfLine(() -> code.floats().equalOrUnordered(single, max, to, first, second, done));
                code.floats().extremum(single, max, to, first, second, unusual);
                code.assembler().bind(done);
            }
        }
    }

    @Override
    public String name() {
        return op.mnemonic();
    }
}
