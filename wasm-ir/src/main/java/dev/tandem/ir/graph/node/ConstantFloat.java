// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.graph.node;

import dev.tandem.ir.graph.AttributeSink;
import dev.tandem.ir.graph.FloatStamp;
import dev.tandem.ir.graph.Node;

/** An f32, by its bits. */
public final class ConstantFloat extends Constant {
    private final int rawBits;

    public ConstantFloat(int rawBits) {
        super(FloatStamp.ofFloat(rawBits));
        this.rawBits = rawBits;
    }

    public int rawBits() {
        return rawBits;
    }

    @Override
    public long bits() {
        return rawBits & 0xFFFF_FFFFL;
    }

    public float value() {
        return Float.intBitsToFloat(rawBits);
    }

    @Override
    public void attributes(AttributeSink sink) {
        sink.put("rawBits", rawBits);
    }

    @Override
    public boolean attributesEqual(Node that) {
        return rawBits == ((ConstantFloat) that).rawBits;
    }

    @Override
    public int attributesHash() {
        return rawBits;
    }
}
