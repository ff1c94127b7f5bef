// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.graph.node;

import dev.tandem.decoder.type.ValueType;
import dev.tandem.ir.graph.AccessNode;
import dev.tandem.ir.graph.AliasClass;
import dev.tandem.ir.graph.AttributeSink;
import dev.tandem.ir.graph.ControlNode;
import dev.tandem.ir.graph.Node;
import dev.tandem.ir.graph.Stamp;

/** The size of a memory in pages: i32, or i64 of a 64-bit memory. Inputs: control, token of the size. */
public final class MemorySize extends AccessNode {
    private final int memoryIndex;

    public MemorySize(int memoryIndex, ValueType type, AliasClass aliasClass, ControlNode control, Node token) {
        super(aliasClass, Stamp.of(type), control, token);
        this.memoryIndex = memoryIndex;
    }

    public int memoryIndex() {
        return memoryIndex;
    }

    @Override
    public void attributes(AttributeSink sink) {
        super.attributes(sink);
        sink.put("memoryIndex", memoryIndex);
        sink.put("type", type());
    }
}
