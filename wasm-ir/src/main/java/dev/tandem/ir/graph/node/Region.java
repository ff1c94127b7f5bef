// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.graph.node;

import dev.tandem.ir.graph.ControlNode;
import dev.tandem.ir.graph.EdgeKind;
import dev.tandem.ir.graph.Node;
import dev.tandem.ir.graph.Stamp;
import java.util.Arrays;

/** Where control from several places joins. Inputs are the ends of the ways here; {@link Phi}s choose values by the way taken. */
public sealed class Region extends ControlNode permits Loop {
    public Region(Node... predecessors) {
        super(Stamp.CONTROL, predecessors);
    }

    public final ControlNode predecessor(int index) {
        return (ControlNode) input(index);
    }

    public final int predecessorCount() {
        return inputCount();
    }

    /** The phis of this region at this moment, by id. */
    public final Phi[] phis() {
        Phi[] phis = new Phi[4];
        int count = 0;
        for (int i = 0; i < userCount(); i++) {
            if (user(i) instanceof Phi phi && userSlot(i) == 0) {
                if (count == phis.length) {
                    phis = Arrays.copyOf(phis, 2 * count);
                }
                phis[count++] = phi;
            }
        }
        Phi[] all = Arrays.copyOf(phis, count);
        Arrays.sort(all, (a, b) -> Integer.compare(a.id(), b.id()));
        return all;
    }

    /** Removes the way {@code index}, with the phis' values for it, as {@link #removeInput} does. What led there is the caller's business. */
    public final void removePredecessor(int index) {
        for (Phi phi : phis()) {
            phi.removeInput(index + 1);
        }
        removeInput(index);
    }

    @Override
    public final EdgeKind inputKind(int index) {
        return EdgeKind.CONTROL;
    }
}
