// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.graph.node;

import dev.tandem.decoder.type.ValueType;
import dev.tandem.ir.graph.AccessNode;
import dev.tandem.ir.graph.AliasClass;
import dev.tandem.ir.graph.AttributeSink;
import dev.tandem.ir.graph.ControlNode;
import dev.tandem.ir.graph.Node;
import dev.tandem.ir.graph.Stamp;

/** The function reference, or null, that a {@code call_indirect} would call; traps as that does if the index is beyond the table. For guards of
 * speculatively inlined calls. Inputs: control, token, index. */
public final class TableElement extends AccessNode {
    private final int tableIndex;

    public TableElement(int tableIndex, ValueType type, AliasClass aliasClass, ControlNode control, Node token, Node index) {
        super(aliasClass, Stamp.of(type), control, token, index);
        this.tableIndex = tableIndex;
    }

    public int tableIndex() {
        return tableIndex;
    }

    /** The index: i32, or i64 in a 64-bit table. */
    public Node index() {
        return input(2);
    }

    @Override
    public boolean canTrap() {
        return true;
    }

    @Override
    public void attributes(AttributeSink sink) {
        super.attributes(sink);
        sink.put("tableIndex", tableIndex);
        sink.put("type", type());
    }
}
