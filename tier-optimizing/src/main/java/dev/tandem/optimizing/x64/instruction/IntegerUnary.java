// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.x64.instruction;

import dev.tandem.ir.asm.x64.IntegerOp;
import dev.tandem.optimizing.x64.lir.Operand;

/** {@code result = op(source)}: loads, extensions, counts of bits. */
public final class IntegerUnary extends X64Instruction {
    private final IntegerOp op;
    private final int bits;
    private final Source source;

    public IntegerUnary(IntegerOp op, int bits, Source source, int result) {
        super(with(source, 0, false, Operand.def(result)));
        this.op = op;
        this.bits = bits;
        this.source = source;
    }

    @Override
    protected void emit(CodeEmitter code) {
        source.integer(code, this, 0, op, bits, register(operandCount() - 1));
    }

    @Override
    public String name() {
        return op.mnemonic() + bits + " " + source;
    }
}
