// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.graph.node;

/** The way out of an {@link If} when its condition is not zero. */
public final class IfTrue extends Projection {
    public IfTrue(If branch) {
        super(branch);
    }

    @Override
    public double probability() {
        return ((If) branch()).probability();
    }
}
