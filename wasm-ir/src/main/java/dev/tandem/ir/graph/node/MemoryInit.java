// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.graph.node;

import dev.tandem.ir.graph.AccessNode;
import dev.tandem.ir.graph.AliasClass;
import dev.tandem.ir.graph.AttributeSink;
import dev.tandem.ir.graph.ControlNode;
import dev.tandem.ir.graph.EdgeKind;
import dev.tandem.ir.graph.MemoryToken;
import dev.tandem.ir.graph.Node;
import dev.tandem.ir.graph.Stamp;

/** Copies from a data segment. Inputs: control, token, token of the segments, destination, source, size. */
public final class MemoryInit extends AccessNode implements MemoryToken {
    private final int dataIndex;
    private final int memoryIndex;

    public MemoryInit(
            int dataIndex, int memoryIndex, AliasClass aliasClass, ControlNode control, Node token, Node segments,
            Node destination, Node source, Node size) {
        super(aliasClass, Stamp.MEMORY, control, token, segments, destination, source, size);
        this.dataIndex = dataIndex;
        this.memoryIndex = memoryIndex;
    }

    public int dataIndex() {
        return dataIndex;
    }

    public int memoryIndex() {
        return memoryIndex;
    }

    /** The token that says which segments are dropped. */
    public Node segments() {
        return input(2);
    }

    public Node destination() {
        return input(3);
    }

    public Node source() {
        return input(4);
    }

    public Node size() {
        return input(5);
    }

    @Override
    public EdgeKind inputKind(int index) {
        return index == 0 ? EdgeKind.CONTROL : index <= 2 ? EdgeKind.MEMORY : EdgeKind.VALUE;
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
        sink.put("dataIndex", dataIndex);
        sink.put("memoryIndex", memoryIndex);
    }
}
