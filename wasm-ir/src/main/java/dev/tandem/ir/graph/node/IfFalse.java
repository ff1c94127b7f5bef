// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.graph.node;

/** The way out of an {@link If} when its condition is zero. */
public final class IfFalse extends Projection {
    public IfFalse(If branch) {
        super(branch);
    }

    @Override
    public double probability() {
        return 1 - ((If) branch()).probability();
    }
}
