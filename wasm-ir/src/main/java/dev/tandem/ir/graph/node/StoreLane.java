// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.graph.node;

import dev.tandem.decoder.body.Opcode;
import dev.tandem.ir.graph.AccessNode;
import dev.tandem.ir.graph.AliasClass;
import dev.tandem.ir.graph.AttributeSink;
import dev.tandem.ir.graph.ControlNode;
import dev.tandem.ir.graph.MemoryToken;
import dev.tandem.ir.graph.Node;
import dev.tandem.ir.graph.Stamp;

/** A store of one lane. Inputs: control, token, address, vector. */
public final class StoreLane extends AccessNode implements MemoryToken {
    private final Opcode op;
    private final int memoryIndex;
    private final long offset;
    private final int lane;

    public StoreLane(
            Opcode op, int memoryIndex, long offset, int lane, AliasClass aliasClass, ControlNode control, Node token,
            Node address, Node vector) {
        super(aliasClass, Stamp.MEMORY, control, token, address, vector);
        this.op = op;
        this.memoryIndex = memoryIndex;
        this.offset = offset;
        this.lane = lane;
    }

    public Opcode op() {
        return op;
    }

    /** Index of the memory. */
    public int memoryIndex() {
        return memoryIndex;
    }

    /** The static offset, unsigned, added to the address without wrapping. */
    public long offset() {
        return offset;
    }

    public int lane() {
        return lane;
    }

    /** The address: i32, or i64 in a 64-bit memory. */
    public Node address() {
        return input(2);
    }

    public Node vector() {
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
        sink.put("op", op);
        sink.put("memoryIndex", memoryIndex);
        sink.put("offset", offset);
        sink.put("lane", lane);
    }
}
