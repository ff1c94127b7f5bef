// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.x64.instruction;

import dev.tandem.ir.asm.x64.IntegerOp;
import dev.tandem.optimizing.x64.lir.Operand;

/** {@code result = first op second} with the machine's two-operand form. */
public final class IntegerBinary extends X64Instruction {
    private final IntegerOp op;
    private final int bits;
    private final Source second;

    public IntegerBinary(IntegerOp op, int bits, int first, Source second, int result) {
        super(with(second, 1, false, Operand.useAny(first), Operand.defSame(result, 0)));
        this.op = op;
        this.bits = bits;
        this.second = second;
    }

    @Override
    protected void emit(CodeEmitter code) {
        second.integer(code, this, 1, op, bits, register(operandCount() - 1));
    }

    @Override
    public boolean isCommutative() {
        return second.isRegister()
                && switch (op) {
                    case ADD, AND, OR, XOR, IMUL -> true;
                    default -> false;
                };
    }

    @Override
    public String name() {
        return second.isRegister() ? op.mnemonic() + bits : op.mnemonic() + bits + " " + second;
    }
}
