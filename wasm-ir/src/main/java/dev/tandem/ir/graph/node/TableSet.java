// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.graph.node;

import dev.tandem.ir.graph.AccessNode;
import dev.tandem.ir.graph.AliasClass;
import dev.tandem.ir.graph.AttributeSink;
import dev.tandem.ir.graph.ControlNode;
import dev.tandem.ir.graph.MemoryToken;
import dev.tandem.ir.graph.Node;
import dev.tandem.ir.graph.Stamp;

/** Inputs: control, token, index, value. */
public final class TableSet extends AccessNode implements MemoryToken {
    private final int tableIndex;

    public TableSet(int tableIndex, AliasClass aliasClass, ControlNode control, Node token, Node index, Node value) {
        super(aliasClass, Stamp.MEMORY, control, token, index, value);
        this.tableIndex = tableIndex;
    }

    public int tableIndex() {
        return tableIndex;
    }

    /** The index: i32, or i64 in a 64-bit table. */
    public Node index() {
        return input(2);
    }

    public Node value() {
        return input(3);
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
