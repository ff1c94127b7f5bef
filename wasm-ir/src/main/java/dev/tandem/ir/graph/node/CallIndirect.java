// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.graph.node;

import dev.tandem.decoder.type.FunctionType;
import dev.tandem.ir.graph.AttributeSink;
import dev.tandem.ir.graph.Node;

/** Calls an element of a table, whose type is checked. Inputs: control, state, index, arguments. */
public final class CallIndirect extends Call {
    private final int tableIndex;
    private final int typeIndex;

    /** A call that may be of anything. */
    public CallIndirect(int tableIndex, int typeIndex, FunctionType type, boolean tail, Node... inputs) {
        this(tableIndex, typeIndex, type, tail, new int[0], inputs);
    }

    /** @param expected see {@link #expect} */
    public CallIndirect(int tableIndex, int typeIndex, FunctionType type, boolean tail, int[] expected, Node... inputs) {
        super(type, tail, expected, inputs);
        this.tableIndex = tableIndex;
        this.typeIndex = typeIndex;
    }

    public int tableIndex() {
        return tableIndex;
    }

    /** Canonical index of the type that the element must have. */
    public int typeIndex() {
        return typeIndex;
    }

    /** The index: i32, or i64 in a 64-bit table. */
    public Node index() {
        return input(2);
    }

    @Override
    public int firstArgument() {
        return 3;
    }

    @Override
    public void attributes(AttributeSink sink) {
        super.attributes(sink);
        sink.put("tableIndex", tableIndex);
        sink.put("typeIndex", typeIndex);
    }
}
