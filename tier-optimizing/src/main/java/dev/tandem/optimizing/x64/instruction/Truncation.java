// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.x64.instruction;

import dev.tandem.decoder.body.Opcode;
import dev.tandem.ir.asm.x64.Label;
import dev.tandem.optimizing.x64.lir.Operand;

/** A float as an integer, trapping or saturating. */
public final class Truncation extends X64Instruction {
    private final Opcode op;
    private final int position;

    public Truncation(Opcode op, int operand, int result, int position) {
        super(Operand.alive(operand), Operand.def(result));
        this.op = op;
        this.position = position;
    }

    @Override
    protected void emit(CodeEmitter code) {
        int from = register(0);
        int to = register(1);
        Label back = new Label();
        Label slow = code.outOfLine(
                () -> code.truncations().slow(op, to, from, back, () -> code.callSite(position)));
        code.truncations().fast(op, to, from, slow);
        code.assembler().bind(back);
    }

    @Override
    public String name() {
        return op.mnemonic();
    }
}
