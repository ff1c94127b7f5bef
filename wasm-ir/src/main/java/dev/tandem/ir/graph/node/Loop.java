// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.graph.node;

import dev.tandem.ir.graph.ControlNode;

/** A region that control comes back to: input 0 is the entry, input 1 the back-edge, which is a {@link Safepoint}. */
public final class Loop extends Region {
    /** A loop whose back-edge is yet to be added. */
    public Loop(ControlNode entry) {
        super(entry);
    }

    public ControlNode entry() {
        return predecessor(0);
    }

    public ControlNode backEdge() {
        return predecessor(1);
    }
}
