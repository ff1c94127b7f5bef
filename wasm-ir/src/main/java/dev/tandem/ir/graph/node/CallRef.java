// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.graph.node;

import dev.tandem.decoder.type.FunctionType;
import dev.tandem.ir.graph.AttributeSink;
import dev.tandem.ir.graph.Node;

/** Calls through a reference; traps if it is null. Inputs: control, state, reference, arguments. */
public final class CallRef extends Call {
    private final int typeIndex;

    /** A call that may be of anything. */
    public CallRef(int typeIndex, FunctionType type, boolean tail, Node... inputs) {
        this(typeIndex, type, tail, new int[0], inputs);
    }

    /** @param expected see {@link #expect} */
    public CallRef(int typeIndex, FunctionType type, boolean tail, int[] expected, Node... inputs) {
        super(type, tail, expected, inputs);
        this.typeIndex = typeIndex;
    }

    /** Canonical index of the function's type. */
    public int typeIndex() {
        return typeIndex;
    }

    public Node reference() {
        return input(2);
    }

    @Override
    public int firstArgument() {
        return 3;
    }

    @Override
    public void attributes(AttributeSink sink) {
        super.attributes(sink);
        sink.put("typeIndex", typeIndex);
    }
}
