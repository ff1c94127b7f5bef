// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.graph.node;

import dev.tandem.ir.graph.ControlNode;
import dev.tandem.ir.graph.FixedNode;
import dev.tandem.ir.graph.Stamp;

/** A check whether the guest is to be interrupted, which then traps: the back-edge of a loop. Touches no state. */
public final class Safepoint extends FixedNode {
    public Safepoint(ControlNode control) {
        super(Stamp.CONTROL, control);
    }

    @Override
    public boolean canTrap() {
        return true;
    }

    @Override
    public boolean hasEffect() {
        return true;
    }
}
