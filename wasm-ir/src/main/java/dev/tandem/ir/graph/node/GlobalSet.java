// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.graph.node;

import dev.tandem.ir.graph.AccessNode;
import dev.tandem.ir.graph.AliasClass;
import dev.tandem.ir.graph.AttributeSink;
import dev.tandem.ir.graph.ControlNode;
import dev.tandem.ir.graph.MemoryToken;
import dev.tandem.ir.graph.Node;
import dev.tandem.ir.graph.Stamp;

/** Sets a mutable global. Inputs: control, token, value. */
public final class GlobalSet extends AccessNode implements MemoryToken {
    private final int globalIndex;

    public GlobalSet(int globalIndex, AliasClass aliasClass, ControlNode control, Node token, Node value) {
        super(aliasClass, Stamp.MEMORY, control, token, value);
        this.globalIndex = globalIndex;
    }

    public int globalIndex() {
        return globalIndex;
    }

    public Node value() {
        return input(2);
    }

    @Override
    public boolean hasEffect() {
        return true;
    }

    @Override
    public void attributes(AttributeSink sink) {
        super.attributes(sink);
        sink.put("globalIndex", globalIndex);
    }
}
