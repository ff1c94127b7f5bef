// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.x64.instruction;

import dev.tandem.decoder.body.Opcode;
import dev.tandem.ir.nativex64.sequence.VectorSequences;
import dev.tandem.optimizing.x64.lir.Operand;

/** One lane to memory. */
public final class LaneStore extends X64Instruction {
    private final Opcode op;
    private final Address address;
    private final int lane;

    public LaneStore(Opcode op, Address address, int lane, int vector) {
        super(with(Source.of(address), 0, false, Operand.use(vector)));
        this.op = op;
        this.address = address;
        this.lane = lane;
    }

    @Override
    protected void emit(CodeEmitter code) {
        Address.Place place = address.prepare(code, this, 0);
        address.access(code);
        code.assembler()
                .mxi(
                        VectorSequences.extraction(op),
                        place.base(),
                        place.index(),
                        place.scale(),
                        place.displacement(),
                        register(operandCount() - 1),
                        lane);
    }

    @Override
    public String name() {
        return op.mnemonic() + " " + address + " " + lane;
    }
}
