// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.x64.instruction;

import dev.tandem.decoder.body.Opcode;
import dev.tandem.optimizing.x64.lir.Operand;

/** An integer as a float. */
public final class FromInteger extends X64Instruction {
    private final Opcode op;

    private FromInteger(Opcode op, int[] operands) {
        super(operands);
        this.op = op;
    }

    /** @param temporary a virtual register; used for unsigned 64-bit integers only */
    public static FromInteger of(Opcode op, int operand, int temporary, int result) {
        return new FromInteger(
                op,
                isUnsignedLong(op)
                        ? new int[] {Operand.alive(operand), Operand.temp(temporary), Operand.def(result)}
                        : new int[] {Operand.use(operand), Operand.def(result)});
    }

    /** Whether the conversion needs a temporary. */
    public static boolean isUnsignedLong(Opcode op) {
        return op == Opcode.F32_CONVERT_I64_U || op == Opcode.F64_CONVERT_I64_U;
    }

    @Override
    protected void emit(CodeEmitter code) {
        int from = register(0);
        int to = register(operandCount() - 1);
        switch (op) {
            case F32_CONVERT_I32_S -> code.floats().fromInteger(true, 32, to, from);
            case F64_CONVERT_I32_S -> code.floats().fromInteger(false, 32, to, from);
            case F32_CONVERT_I32_U, F32_CONVERT_I64_S -> code.floats().fromInteger(true, 64, to, from);
            case F64_CONVERT_I32_U, F64_CONVERT_I64_S -> code.floats().fromInteger(false, 64, to, from);
            case F32_CONVERT_I64_U -> code.floats().fromUnsignedLong(true, to, from, register(1));
            default -> code.floats().fromUnsignedLong(false, to, from, register(1));
        }
    }

    @Override
    public String name() {
        return op.mnemonic();
    }
}
