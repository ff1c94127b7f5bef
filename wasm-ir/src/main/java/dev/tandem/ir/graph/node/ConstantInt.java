// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.graph.node;

import dev.tandem.ir.graph.AttributeSink;
import dev.tandem.ir.graph.IntegerStamp;
import dev.tandem.ir.graph.Node;

/** An i32. */
public final class ConstantInt extends Constant {
    private final int value;

    public ConstantInt(int value) {
        super(IntegerStamp.constant(32, value));
        this.value = value;
    }

    public int value() {
        return value;
    }

    @Override
    public long bits() {
        return value;
    }

    @Override
    public void attributes(AttributeSink sink) {
        sink.put("value", value);
    }

    @Override
    public boolean attributesEqual(Node that) {
        return value == ((ConstantInt) that).value;
    }

    @Override
    public int attributesHash() {
        return value;
    }
}
