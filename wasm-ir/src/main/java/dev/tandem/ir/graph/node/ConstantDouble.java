// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.graph.node;

import dev.tandem.ir.graph.AttributeSink;
import dev.tandem.ir.graph.FloatStamp;
import dev.tandem.ir.graph.Node;

/** An f64, by its bits. */
public final class ConstantDouble extends Constant {
    private final long rawBits;

    public ConstantDouble(long rawBits) {
        super(FloatStamp.ofDouble(rawBits));
        this.rawBits = rawBits;
    }

    public long rawBits() {
        return rawBits;
    }

    @Override
    public long bits() {
        return rawBits;
    }

    public double value() {
        return Double.longBitsToDouble(rawBits);
    }

    @Override
    public void attributes(AttributeSink sink) {
        sink.put("rawBits", rawBits);
    }

    @Override
    public boolean attributesEqual(Node that) {
        return rawBits == ((ConstantDouble) that).rawBits;
    }

    @Override
    public int attributesHash() {
        return Long.hashCode(rawBits);
    }
}
