// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.x64.instruction;

import dev.tandem.decoder.body.Opcode;
import dev.tandem.optimizing.x64.lir.Operand;

/** {@code clz}, {@code ctz} and {@code popcnt} of a register. */
public final class BitCount extends X64Instruction {
    private final Opcode op;

    public BitCount(Opcode op, int operand, int temporary, int result) {
        super(Operand.alive(operand), Operand.temp(temporary), Operand.def(result));
        this.op = op;
    }

    @Override
    protected void emit(CodeEmitter code) {
        int from = register(0);
        int to = register(2);
        switch (op) {
            case I32_CLZ -> code.bits().leadingZeros(32, to, from);
            case I64_CLZ -> code.bits().leadingZeros(64, to, from);
            case I32_CTZ -> code.bits().trailingZeros(32, to, from);
            case I64_CTZ -> code.bits().trailingZeros(64, to, from);
            case I32_POPCNT -> code.bits().count(32, to, from, register(1));
            default -> code.bits().count(64, to, from, register(1));
        }
    }

    @Override
    public String name() {
        return op.mnemonic();
    }
}
