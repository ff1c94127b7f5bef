// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.graph;

import org.jspecify.annotations.Nullable;

/** A node that control passes through: the start, regions, projections of branches, and all {@linkplain FixedNode fixed nodes}. */
public abstract class ControlNode extends Node {
    protected ControlNode(Stamp stamp, Node... inputs) {
        super(stamp, inputs);
    }

    @Override
    public EdgeKind inputKind(int index) {
        return index == 0 ? EdgeKind.CONTROL : EdgeKind.VALUE;
    }

    @Override
    public boolean isUnique() {
        return false;
    }

    /** The edge, among those to users, along which control goes on; -1 if it ends here or is not built yet. Undefined for branches. */
    private int nextEdge() {
        for (int i = 0; i < userCount(); i++) {
            if (userKind(i) == EdgeKind.CONTROL) {
                return i;
            }
        }
        return -1;
    }

    /** Where control goes on; null if it ends here. For branches the first projection found: ask them for their projections instead. */
    public final @Nullable ControlNode next() {
        int edge = nextEdge();
        return edge < 0 ? null : (ControlNode) user(edge);
    }

    /** Which input of {@link #next()} comes from here: 0 unless that is a region; -1 if control ends here. */
    public final int nextSlot() {
        int edge = nextEdge();
        return edge < 0 ? -1 : userSlot(edge);
    }
}
