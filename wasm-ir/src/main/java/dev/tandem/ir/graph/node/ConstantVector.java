// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.graph.node;

import dev.tandem.ir.graph.AttributeSink;
import dev.tandem.ir.graph.Node;
import dev.tandem.ir.graph.Stamp;

/** A v128. */
public final class ConstantVector extends Constant {
    private final long low;
    private final long high;

    public ConstantVector(long low, long high) {
        super(Stamp.V128);
        this.low = low;
        this.high = high;
    }

    public long low() {
        return low;
    }

    public long high() {
        return high;
    }

    @Override
    public long bits() {
        return low;
    }

    @Override
    public void attributes(AttributeSink sink) {
        sink.put("low", low);
        sink.put("high", high);
    }

    @Override
    public boolean attributesEqual(Node that) {
        return that instanceof ConstantVector vector && low == vector.low && high == vector.high;
    }

    @Override
    public int attributesHash() {
        return 31 * Long.hashCode(low) + Long.hashCode(high);
    }
}
