// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.graph.node;

import dev.tandem.ir.graph.AttributeSink;
import dev.tandem.ir.graph.ControlNode;
import dev.tandem.ir.graph.FixedNode;
import dev.tandem.ir.graph.Node;
import dev.tandem.ir.graph.Stamp;

/**
 * Traps unless address + offset + width, computed without wrapping, is at most the memory's size in bytes. Only for memories without guard
 * pages. Inputs: control, size in bytes (an i64), address.
 */
public final class BoundsCheck extends FixedNode {
    private final long offset;
    private final int width;

    public BoundsCheck(long offset, int width, ControlNode control, Node byteSize, Node address) {
        super(Stamp.CONTROL, control, byteSize, address);
        this.offset = offset;
        this.width = width;
    }

    /** The static offset of the access, unsigned. */
    public long offset() {
        return offset;
    }

    /** Bytes accessed. */
    public int width() {
        return width;
    }

    public Node byteSize() {
        return input(1);
    }

    /** The address: i32, or i64 in a 64-bit memory. */
    public Node address() {
        return input(2);
    }

    @Override
    public boolean canTrap() {
        return true;
    }

    @Override
    public void attributes(AttributeSink sink) {
        sink.put("offset", offset);
        sink.put("width", width);
    }
}
