// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.graph.node;

import dev.tandem.decoder.type.ValueType;
import dev.tandem.ir.graph.AccessNode;
import dev.tandem.ir.graph.AliasClass;
import dev.tandem.ir.graph.AttributeSink;
import dev.tandem.ir.graph.ControlNode;
import dev.tandem.ir.graph.Node;
import dev.tandem.ir.graph.Stamp;

/** Grows a table; gives the size before, or -1. Inputs: control, token of the size, initial value, count. */
public final class TableGrow extends AccessNode {
    private final int tableIndex;

    public TableGrow(int tableIndex, ValueType type, AliasClass aliasClass, ControlNode control, Node token, Node value, Node count) {
        super(aliasClass, Stamp.of(type), control, token, value, count);
        this.tableIndex = tableIndex;
    }

    public int tableIndex() {
        return tableIndex;
    }

    public Node value() {
        return input(2);
    }

    public Node count() {
        return input(3);
    }

    @Override
    public boolean hasEffect() {
        return true;
    }

    @Override
    public void attributes(AttributeSink sink) {
        super.attributes(sink);
        sink.put("tableIndex", tableIndex);
        sink.put("type", type());
    }
}
