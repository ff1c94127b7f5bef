// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.graph.node;

import dev.tandem.ir.graph.AccessNode;
import dev.tandem.ir.graph.AliasClass;
import dev.tandem.ir.graph.AttributeSink;
import dev.tandem.ir.graph.ControlNode;
import dev.tandem.ir.graph.MemoryToken;
import dev.tandem.ir.graph.Node;
import dev.tandem.ir.graph.Stamp;

/** Drops an element segment. Inputs: control, token of the segments. */
public final class ElemDrop extends AccessNode implements MemoryToken {
    private final int elementIndex;

    public ElemDrop(int elementIndex, AliasClass aliasClass, ControlNode control, Node token) {
        super(aliasClass, Stamp.MEMORY, control, token);
        this.elementIndex = elementIndex;
    }

    public int elementIndex() {
        return elementIndex;
    }

    @Override
    public boolean hasEffect() {
        return true;
    }

    @Override
    public void attributes(AttributeSink sink) {
        super.attributes(sink);
        sink.put("elementIndex", elementIndex);
    }
}
