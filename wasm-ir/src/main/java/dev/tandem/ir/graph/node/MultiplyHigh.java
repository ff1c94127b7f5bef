// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.graph.node;

import dev.tandem.ir.graph.AttributeSink;
import dev.tandem.ir.graph.Node;
import dev.tandem.ir.graph.Stamp;

/** The upper half of the 128-bit product of two i64: made by strength reduction, for targets that have such an instruction. */
public final class MultiplyHigh extends Node {
    private final boolean signed;

    public MultiplyHigh(boolean signed, Node first, Node second) {
        super(Stamp.I64, first, second);
        this.signed = signed;
    }

    /** Whether the operands are signed. */
    public boolean isSigned() {
        return signed;
    }

    @Override
    protected boolean isComputation() {
        return true;
    }

    @Override
    public void attributes(AttributeSink sink) {
        sink.put("signed", signed);
    }

    @Override
    public boolean attributesEqual(Node that) {
        return that instanceof MultiplyHigh other && signed == other.signed;
    }

    @Override
    public int attributesHash() {
        return signed ? 1 : 0;
    }
}
