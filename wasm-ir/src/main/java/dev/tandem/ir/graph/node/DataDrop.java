// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.graph.node;

import dev.tandem.ir.graph.AccessNode;
import dev.tandem.ir.graph.AliasClass;
import dev.tandem.ir.graph.AttributeSink;
import dev.tandem.ir.graph.ControlNode;
import dev.tandem.ir.graph.MemoryToken;
import dev.tandem.ir.graph.Node;
import dev.tandem.ir.graph.Stamp;

/** Drops a data segment. Inputs: control, token of the segments. */
public final class DataDrop extends AccessNode implements MemoryToken {
    private final int dataIndex;

    public DataDrop(int dataIndex, AliasClass aliasClass, ControlNode control, Node token) {
        super(aliasClass, Stamp.MEMORY, control, token);
        this.dataIndex = dataIndex;
    }

    public int dataIndex() {
        return dataIndex;
    }

    @Override
    public boolean hasEffect() {
        return true;
    }

    @Override
    public void attributes(AttributeSink sink) {
        super.attributes(sink);
        sink.put("dataIndex", dataIndex);
    }
}
