// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.graph.node;

import dev.tandem.ir.graph.AttributeSink;
import dev.tandem.ir.graph.IntegerStamp;
import dev.tandem.ir.graph.Node;

/** An i64. */
public final class ConstantLong extends Constant {
    private final long value;

    public ConstantLong(long value) {
        super(IntegerStamp.constant(64, value));
        this.value = value;
    }

    public long value() {
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
        return value == ((ConstantLong) that).value;
    }

    @Override
    public int attributesHash() {
        return Long.hashCode(value);
    }
}
