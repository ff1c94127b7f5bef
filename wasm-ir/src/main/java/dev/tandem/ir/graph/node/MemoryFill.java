// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.graph.node;

import dev.tandem.ir.graph.AccessNode;
import dev.tandem.ir.graph.AliasClass;
import dev.tandem.ir.graph.AttributeSink;
import dev.tandem.ir.graph.ControlNode;
import dev.tandem.ir.graph.MemoryToken;
import dev.tandem.ir.graph.Node;
import dev.tandem.ir.graph.Stamp;

/** Inputs: control, token, destination, value, size. */
public final class MemoryFill extends AccessNode implements MemoryToken {
    private final int memoryIndex;

    public MemoryFill(int memoryIndex, AliasClass aliasClass, ControlNode control, Node token, Node destination, Node value, Node size) {
        super(aliasClass, Stamp.MEMORY, control, token, destination, value, size);
        this.memoryIndex = memoryIndex;
    }

    public int memoryIndex() {
        return memoryIndex;
    }

    public Node destination() {
        return input(2);
    }

    public Node value() {
        return input(3);
    }

    public Node size() {
        return input(4);
    }

    @Override
    public boolean canTrap() {
        return true;
    }

    @Override
    public boolean hasEffect() {
        return true;
    }

    @Override
    public void attributes(AttributeSink sink) {
        super.attributes(sink);
        sink.put("memoryIndex", memoryIndex);
    }
}
