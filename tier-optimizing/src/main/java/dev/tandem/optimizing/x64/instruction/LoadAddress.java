// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.x64.instruction;

import dev.tandem.ir.asm.x64.IntegerOp;
import dev.tandem.optimizing.x64.lir.Operand;

/** Sums of up to two registers, one of them scaled, and a constant: {@code lea}. */
public final class LoadAddress extends X64Instruction {
    private final int bits;
    private final Address address;

    public LoadAddress(int bits, Address address, int result) {
        super(with(Source.of(address), 0, false, Operand.def(result)));
        this.bits = bits;
        this.address = address;
    }

    @Override
    protected void emit(CodeEmitter code) {
        Address.Place place = address.prepare(code, this, 0);
        code.assembler()
                .rm(
                        IntegerOp.LEA,
                        bits,
                        register(operandCount() - 1),
                        place.base(),
                        place.index(),
                        place.scale(),
                        place.displacement());
    }

    @Override
    public String name() {
        return "lea" + bits + " " + address;
    }
}
