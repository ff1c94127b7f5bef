// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.graph.cfg;

import dev.tandem.ir.graph.EdgeKind;
import dev.tandem.ir.graph.Node;
import dev.tandem.ir.graph.NodeKind;
import dev.tandem.ir.graph.node.Phi;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Checks that every value is computed before each of its uses, and that both orders hold what they promise. For tests. */
public final class ScheduleVerifier {
    private final Schedule schedule;
    private final int[] rank;

    private ScheduleVerifier(Schedule schedule, int nodes) {
        this.schedule = schedule;
        this.rank = new int[nodes];
    }

    /** @throws IllegalStateException naming the first node that is out of order */
    public static void verify(Schedule schedule) {
        int nodes = schedule.cfg().entry().head().graph().capacity();
        new ScheduleVerifier(schedule, nodes).verify();
    }

    private void verify() {
        Arrays.fill(rank, -1);
        for (Block block : schedule.blocks()) {
            List<Node> nodes = block.nodes();
            for (int i = 0; i < nodes.size(); i++) {
                check(rank[nodes.get(i).id()] < 0, nodes.get(i), "is placed twice");
                check(schedule.block(nodes.get(i)) == block, nodes.get(i), "is not where the schedule says");
                rank[nodes.get(i).id()] = i;
            }
        }
        for (Block block : schedule.blocks()) {
            for (Node node : block.nodes()) {
                checkInputs(block, node);
            }
        }
        checkOrders();
    }

    private void checkInputs(Block block, Node node) {
        for (int i = 0; i < node.inputCount(); i++) {
            Node input = node.input(i);
            if (node instanceof Phi && i > 0) {
                Block from = schedule.cfg().block(node.input(0)).predecessors().get(i - 1);
                check(schedule.hasPlace(input) && schedule.block(input).dominates(from), node, "misses input " + input);
            } else if (node.inputKind(i) == EdgeKind.VALUE || node.inputKind(i) == EdgeKind.OWNER) {
                check(rank[input.id()] >= 0, node, "has an input without place: " + input);
                Block at = schedule.block(input);
                boolean before = at == block ? rank[input.id()] < rank[node.id()] : at.dominates(block);
                check(before || input.kind() == NodeKind.MEMORY, node, "comes before its input " + input);
            }
        }
    }

    private void checkOrders() {
        Set<Block> seen = new HashSet<>();
        for (Block block : schedule.blocks()) {
            check(block.dominator() == block || seen.contains(block.dominator()), block.head(), "comes before its dominator");
            check(seen.add(block), block.head(), "is twice in order");
        }
        check(new HashSet<>(schedule.layout()).equals(seen) && schedule.layout().size() == seen.size(), schedule.cfg().entry().head(),
                "starts a layout that is not a permutation");
        check(schedule.layout().getFirst() == schedule.cfg().entry(), schedule.cfg().entry().head(), "is not first in the layout");
    }

    private static void check(boolean holds, Node node, String message) {
        if (!holds) {
            throw new IllegalStateException(node + " " + message);
        }
    }
}
