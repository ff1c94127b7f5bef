// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.graph.node;

import dev.tandem.decoder.type.ValueType;
import dev.tandem.ir.graph.AttributeSink;
import dev.tandem.ir.graph.Node;
import dev.tandem.ir.graph.Stamp;

/** The first value if the condition, an i32, is not zero, else the second. */
public final class Select extends Node {
    public Select(ValueType type, Node condition, Node ifTrue, Node ifFalse) {
        super(Stamp.of(type), condition, ifTrue, ifFalse);
    }

    public Node condition() {
        return input(0);
    }

    public Node ifTrue() {
        return input(1);
    }

    public Node ifFalse() {
        return input(2);
    }

    @Override
    protected boolean isComputation() {
        return true;
    }

    @Override
    public void attributes(AttributeSink sink) {
        sink.put("type", type());
    }

    @Override
    public boolean attributesEqual(Node that) {
        return type() == that.type();
    }

    @Override
    public int attributesHash() {
        return type().code();
    }
}
