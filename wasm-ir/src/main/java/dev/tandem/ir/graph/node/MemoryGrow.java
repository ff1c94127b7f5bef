// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.graph.node;

import dev.tandem.decoder.type.ValueType;
import dev.tandem.ir.graph.AccessNode;
import dev.tandem.ir.graph.AliasClass;
import dev.tandem.ir.graph.AttributeSink;
import dev.tandem.ir.graph.ControlNode;
import dev.tandem.ir.graph.Node;
import dev.tandem.ir.graph.Stamp;

/** Grows a memory; gives the size before in pages, or -1. Inputs: control, token of the size, pages. */
public final class MemoryGrow extends AccessNode {
    private final int memoryIndex;

    public MemoryGrow(int memoryIndex, ValueType type, AliasClass aliasClass, ControlNode control, Node token, Node pages) {
        super(aliasClass, Stamp.of(type), control, token, pages);
        this.memoryIndex = memoryIndex;
    }

    public int memoryIndex() {
        return memoryIndex;
    }

    public Node pages() {
        return input(2);
    }

    @Override
    public boolean hasEffect() {
        return true;
    }

    @Override
    public void attributes(AttributeSink sink) {
        super.attributes(sink);
        sink.put("memoryIndex", memoryIndex);
        sink.put("type", type());
    }
}
