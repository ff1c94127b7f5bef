// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.x64.instruction;

import dev.tandem.decoder.body.Opcode;
import dev.tandem.optimizing.x64.lir.Operand;

/** A load of a vector, with extension, splat or zeros. */
public final class VectorLoad extends X64Instruction {
    private final Opcode op;
    private final Address address;

    public VectorLoad(Opcode op, Address address, int result) {
        super(with(Source.of(address), 0, false, Operand.def(result)));
        this.op = op;
        this.address = address;
    }

    @Override
    protected void emit(CodeEmitter code) {
        Address.Place place = address.prepare(code, this, 0);
        address.access(code);
        code.vectors()
                .load(
                        op,
                        register(operandCount() - 1),
                        place.base(),
                        place.index(),
                        place.scale(),
                        place.displacement());
    }

    @Override
    public String name() {
        return op.mnemonic() + " " + address;
    }
}
