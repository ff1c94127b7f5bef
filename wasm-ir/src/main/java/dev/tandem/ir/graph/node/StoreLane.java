// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.graph.node;

import dev.tandem.decoder.body.Opcode;
import dev.tandem.ir.graph.AliasClass;
import dev.tandem.ir.graph.AttributeSink;
import dev.tandem.ir.graph.ControlNode;
import dev.tandem.ir.graph.MemoryToken;
import dev.tandem.ir.graph.Node;
import dev.tandem.ir.graph.Stamp;

/** A store of one lane. Inputs: control, token, address, vector. */
public final class StoreLane extends MemoryAccess implements MemoryToken {
    private final int lane;

    public StoreLane(
            Opcode op, int memoryIndex, long offset, int lane, AliasClass aliasClass, ControlNode control, Node token,
            Node address, Node vector) {
        super(op, memoryIndex, offset, aliasClass, Stamp.MEMORY, control, token, address, vector);
        this.lane = lane;
    }

    public int lane() {
        return lane;
    }

    @Override
    public StoreLane relocated(long newOffset, Node newAddress) {
        return new StoreLane(op(), memoryIndex(), newOffset, lane, aliasClass(), control(), token(), newAddress, vector());
    }

    public Node vector() {
        return input(3);
    }

    @Override
    public boolean hasEffect() {
        return true;
    }

    @Override
    public void attributes(AttributeSink sink) {
        super.attributes(sink);
        sink.put("lane", lane);
    }
}
