// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.x64.instruction;

import dev.tandem.decoder.body.Opcode;
import dev.tandem.ir.nativex64.sequence.VectorSequences;
import dev.tandem.optimizing.x64.lir.Operand;

/** A vector with one lane loaded. */
public final class LaneLoad extends X64Instruction {
    private final Opcode op;
    private final Address address;
    private final int lane;

    public LaneLoad(Opcode op, Address address, int lane, int vector, int result) {
        super(with(Source.of(address), 1, false, Operand.useAny(vector), Operand.defSame(result, 0)));
        this.op = op;
        this.address = address;
        this.lane = lane;
    }

    @Override
    protected void emit(CodeEmitter code) {
        int to = register(operandCount() - 1);
        Address.Place place = address.prepare(code, this, 1);
        address.access(code);
        code.assembler()
                .xxmi(
                        VectorSequences.insertion(op),
                        to,
                        to,
                        place.base(),
                        place.index(),
                        place.scale(),
                        place.displacement(),
                        lane);
    }

    @Override
    public String name() {
        return op.mnemonic() + " " + address + " " + lane;
    }
}
