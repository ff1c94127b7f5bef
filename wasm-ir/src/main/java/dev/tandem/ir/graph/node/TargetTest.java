// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.graph.node;

import dev.tandem.ir.graph.AttributeSink;
import dev.tandem.ir.graph.Node;
import dev.tandem.ir.graph.Stamp;

/** 1 if the reference is to that function of this instance, else (null too) 0: the test before a speculatively inlined call. */
public final class TargetTest extends Node {
    private final int functionIndex;

    public TargetTest(int functionIndex, Node reference) {
        super(Stamp.BOOLEAN, reference);
        this.functionIndex = functionIndex;
    }

    public int functionIndex() {
        return functionIndex;
    }

    public Node reference() {
        return input(0);
    }

    @Override
    public void attributes(AttributeSink sink) {
        sink.put("functionIndex", functionIndex);
    }
}
