// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.graph.node;

import dev.tandem.ir.graph.ControlNode;
import dev.tandem.ir.graph.FixedNode;
import dev.tandem.ir.graph.Stamp;

/** One way out of a branch. */
public abstract sealed class Projection extends ControlNode permits IfTrue, IfFalse, Case {
    Projection(FixedNode branch) {
        super(Stamp.CONTROL, branch);
    }

    /** The {@link If} or {@link Switch}. */
    public final FixedNode branch() {
        return (FixedNode) input(0);
    }

    /** How likely the branch goes this way, 0 to 1. */
    public abstract double probability();
}
