// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.build;

import dev.tandem.ir.graph.ControlNode;
import dev.tandem.ir.graph.FixedNode;
import dev.tandem.ir.graph.Graph;
import dev.tandem.ir.graph.node.Case;
import dev.tandem.ir.graph.node.If;
import dev.tandem.ir.graph.node.IfTrue;
import dev.tandem.ir.graph.node.Loop;
import dev.tandem.ir.graph.node.Projection;
import dev.tandem.ir.graph.node.Region;
import dev.tandem.ir.graph.node.Switch;
import dev.tandem.ir.graph.node.Trap;
import java.util.ArrayDeque;
import java.util.BitSet;

/** Makes the ways that lead to a trap and nowhere else improbable. */
final class ColdPaths {
    private static final double COLD = 0.0001;

    private final ArrayDeque<ControlNode> work = new ArrayDeque<>();
    /** Ways of branches that lead to a trap only, and regions seen. */
    private final BitSet cold = new BitSet();

    private ColdPaths() {}

    /** Looks at the traps among the nodes from id {@code first} on. */
    static void mark(Graph graph, int first) {
        ColdPaths paths = new ColdPaths();
        for (int id = first; id < graph.capacity(); id++) {
            if (graph.node(id) instanceof Trap trap) {
                paths.work.add(trap.control());
            }
        }
        for (ControlNode at = paths.work.poll(); at != null; at = paths.work.poll()) {
            paths.walk(at, first);
        }
    }

    private void walk(ControlNode end, int first) {
        ControlNode at = end;
        while (at instanceof FixedNode fixed) {
            at = fixed.control();
        }
        if (at.id() < first || cold.get(at.id())) {
            return;
        }
        cold.set(at.id());
        if (at instanceof Region region && !(at instanceof Loop)) {
            for (int i = 0; i < region.predecessorCount(); i++) {
                work.add(region.predecessor(i));
            }
        } else if (at instanceof Projection way && way.branch() instanceof If branch) {
            boolean isTrue = way instanceof IfTrue;
            if (cold.get((isTrue ? branch.falseSuccessor() : branch.trueSuccessor()).id())) {
                branch.setProbability(0.5);
                work.add(branch.control());
            } else {
                branch.setProbability(isTrue ? COLD : 1 - COLD);
            }
        } else if (at instanceof Case way) {
            ((Switch) way.branch()).setProbability(way.successor(), COLD);
        }
    }
}
