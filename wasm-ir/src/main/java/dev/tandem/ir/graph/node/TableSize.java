// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.graph.node;

import dev.tandem.decoder.type.ValueType;
import dev.tandem.ir.graph.AccessNode;
import dev.tandem.ir.graph.AliasClass;
import dev.tandem.ir.graph.AttributeSink;
import dev.tandem.ir.graph.ControlNode;
import dev.tandem.ir.graph.Node;
import dev.tandem.ir.graph.Stamp;

/** The number of elements: i32, or i64 of a 64-bit table. Inputs: control, token of the size. */
public final class TableSize extends AccessNode {
    private final int tableIndex;

    public TableSize(int tableIndex, ValueType type, AliasClass aliasClass, ControlNode control, Node token) {
        super(aliasClass, Stamp.of(type), control, token);
        this.tableIndex = tableIndex;
    }

    public int tableIndex() {
        return tableIndex;
    }

    @Override
    public void attributes(AttributeSink sink) {
        super.attributes(sink);
        sink.put("tableIndex", tableIndex);
        sink.put("type", type());
    }
}
