// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.graph.node;

import dev.tandem.decoder.body.Opcode;
import dev.tandem.ir.graph.AliasClass;
import dev.tandem.ir.graph.ControlNode;
import dev.tandem.ir.graph.Node;
import dev.tandem.ir.graph.Stamp;

/** A load of a number or vector. Inputs: control, token, address. */
public final class Load extends MemoryAccess {
    public Load(Opcode op, int memoryIndex, long offset, AliasClass aliasClass, ControlNode control, Node token, Node address) {
        super(op, memoryIndex, offset, aliasClass, Stamp.of(op.result()), control, token, address);
    }

    @Override
    public Load relocated(long newOffset, Node newAddress) {
        return new Load(op(), memoryIndex(), newOffset, aliasClass(), control(), token(), newAddress);
    }
}
