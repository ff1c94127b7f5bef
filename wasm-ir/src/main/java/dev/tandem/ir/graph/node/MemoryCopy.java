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

/**
 * Copies inside a memory or between two. Inputs: control, token of the destination memory, token of the source memory,
 * destination, source, size.
 */
public final class MemoryCopy extends AccessNode implements MemoryToken {
    private final int destinationMemory;
    private final int sourceMemory;

    public MemoryCopy(
            int destinationMemory, int sourceMemory, AliasClass aliasClass, ControlNode control, Node token,
            Node sourceToken, Node destination, Node source, Node size) {
        super(aliasClass, Stamp.MEMORY, control, token, sourceToken, destination, source, size);
        this.destinationMemory = destinationMemory;
        this.sourceMemory = sourceMemory;
    }

    public int destinationMemory() {
        return destinationMemory;
    }

    public int sourceMemory() {
        return sourceMemory;
    }

    /** The state before it of the source memory: that of the destination if they share a class. */
    public Node sourceToken() {
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
        sink.put("destinationMemory", destinationMemory);
        sink.put("sourceMemory", sourceMemory);
    }
}
