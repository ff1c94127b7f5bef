// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.graph.node;

import dev.tandem.ir.graph.AccessNode;
import dev.tandem.ir.graph.AliasClass;
import dev.tandem.ir.graph.AttributeSink;
import dev.tandem.ir.graph.ControlNode;
import dev.tandem.ir.graph.Node;
import dev.tandem.ir.graph.Stamp;

/** The size of a memory in bytes, an i64. Inputs: control, token of the size. */
public final class MemoryByteSize extends AccessNode {
    private final int memoryIndex;

    public MemoryByteSize(int memoryIndex, AliasClass aliasClass, ControlNode control, Node token) {
        super(aliasClass, Stamp.I64, control, token);
        this.memoryIndex = memoryIndex;
    }

    public int memoryIndex() {
        return memoryIndex;
    }

    @Override
    public void attributes(AttributeSink sink) {
        super.attributes(sink);
        sink.put("memoryIndex", memoryIndex);
    }
}
