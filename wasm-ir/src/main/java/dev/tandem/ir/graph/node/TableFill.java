// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.graph.node;

import dev.tandem.ir.graph.AccessNode;
import dev.tandem.ir.graph.AliasClass;
import dev.tandem.ir.graph.AttributeSink;
import dev.tandem.ir.graph.ControlNode;
import dev.tandem.ir.graph.MemoryToken;
import dev.tandem.ir.graph.Node;
import dev.tandem.ir.graph.Stamp;

/** Inputs: control, token, destination, value, count. */
public final class TableFill extends AccessNode implements MemoryToken {
    private final int tableIndex;

    public TableFill(int tableIndex, AliasClass aliasClass, ControlNode control, Node token, Node destination, Node value, Node count) {
        super(aliasClass, Stamp.MEMORY, control, token, destination, value, count);
        this.tableIndex = tableIndex;
    }

    public int tableIndex() {
        return tableIndex;
    }

    public Node destination() {
        return input(2);
    }

    public Node value() {
        return input(3);
    }

    public Node count() {
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
        sink.put("tableIndex", tableIndex);
    }
}
