// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.graph.node;

import dev.tandem.decoder.type.FunctionType;
import dev.tandem.ir.graph.AttributeSink;
import dev.tandem.ir.graph.Node;

/** Calls a function by its index. Inputs: control, state, arguments. */
public final class CallDirect extends Call {
    private final int functionIndex;

    public CallDirect(int functionIndex, FunctionType type, boolean tail, Node... inputs) {
        super(type, tail, new int[0], inputs);
        this.functionIndex = functionIndex;
    }

    public int functionIndex() {
        return functionIndex;
    }

    @Override
    public int firstArgument() {
        return 2;
    }

    @Override
    public void attributes(AttributeSink sink) {
        super.attributes(sink);
        sink.put("functionIndex", functionIndex);
    }
}
