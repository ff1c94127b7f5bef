// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.graph.node;

import dev.tandem.decoder.type.ValueType;
import dev.tandem.ir.graph.AttributeSink;
import dev.tandem.ir.graph.Node;
import dev.tandem.ir.graph.Stamp;

/** A parameter of the function. */
public final class Parameter extends Node {
    private final int index;

    public Parameter(int index, ValueType type) {
        super(Stamp.of(type));
        this.index = index;
    }

    public int index() {
        return index;
    }

    @Override
    public boolean isUnique() {
        return false;
    }

    @Override
    public void attributes(AttributeSink sink) {
        sink.put("index", index);
        sink.put("type", type());
    }
}
