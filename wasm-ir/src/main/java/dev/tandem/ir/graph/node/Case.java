// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.graph.node;

import dev.tandem.ir.graph.AttributeSink;

/** A way out of a {@link Switch}. */
public final class Case extends Projection {
    private final int successor;

    public Case(Switch branch, int successor) {
        super(branch);
        this.successor = successor;
    }

    /** Number of the successor that it is. */
    public int successor() {
        return successor;
    }

    @Override
    public double probability() {
        return ((Switch) branch()).probability(successor);
    }

    @Override
    public void attributes(AttributeSink sink) {
        sink.put("successor", successor);
    }
}
