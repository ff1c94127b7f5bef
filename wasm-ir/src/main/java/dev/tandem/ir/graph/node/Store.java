// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.graph.node;

import dev.tandem.decoder.body.Opcode;
import dev.tandem.ir.graph.AliasClass;
import dev.tandem.ir.graph.ControlNode;
import dev.tandem.ir.graph.MemoryToken;
import dev.tandem.ir.graph.Node;
import dev.tandem.ir.graph.Stamp;

/** A store of a number or vector. Inputs: control, token, address, value. */
public final class Store extends MemoryAccess implements MemoryToken {
    public Store(
            Opcode op, int memoryIndex, long offset, AliasClass aliasClass, ControlNode control, Node token,
            Node address, Node value) {
        super(op, memoryIndex, offset, aliasClass, Stamp.MEMORY, control, token, address, value);
    }

    @Override
    public Store relocated(long newOffset, Node newAddress) {
        return new Store(op(), memoryIndex(), newOffset, aliasClass(), control(), token(), newAddress, value());
    }

    public Node value() {
        return input(3);
    }

    @Override
    public boolean hasEffect() {
        return true;
    }
}
