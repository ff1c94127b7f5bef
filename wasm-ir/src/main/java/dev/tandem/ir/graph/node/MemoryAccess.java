// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.graph.node;

import dev.tandem.decoder.body.Opcode;
import dev.tandem.ir.graph.AccessNode;
import dev.tandem.ir.graph.AliasClass;
import dev.tandem.ir.graph.AttributeSink;
import dev.tandem.ir.graph.Node;
import dev.tandem.ir.graph.Stamp;

/** A load or store of bytes of a linear memory at a static offset from an address. Inputs: control, token, address, and more for some. */
public abstract sealed class MemoryAccess extends AccessNode permits Load, Store, LoadLane, StoreLane {
    private final Opcode op;
    private final int memoryIndex;
    private final long offset;

    MemoryAccess(Opcode op, int memoryIndex, long offset, AliasClass aliasClass, Stamp stamp, Node... inputs) {
        super(aliasClass, stamp, inputs);
        this.op = op;
        this.memoryIndex = memoryIndex;
        this.offset = offset;
    }

    public final Opcode op() {
        return op;
    }

    /** Index of the memory. */
    public final int memoryIndex() {
        return memoryIndex;
    }

    /** The static offset, unsigned, added to the address without wrapping. */
    public final long offset() {
        return offset;
    }

    /** The address: i32, or i64 in a 64-bit memory. */
    public final Node address() {
        return input(2);
    }

    /** The same operation with another offset and address; not in the graph, and without a position. */
    public abstract MemoryAccess relocated(long newOffset, Node newAddress);

    @Override
    public final boolean canTrap() {
        return true;
    }

    @Override
    public void attributes(AttributeSink sink) {
        super.attributes(sink);
        sink.put("op", op);
        sink.put("memoryIndex", memoryIndex);
        sink.put("offset", offset);
    }
}
