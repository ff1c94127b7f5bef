// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.loop;

import dev.tandem.ir.graph.ControlNode;
import dev.tandem.ir.graph.Node;
import dev.tandem.ir.graph.cfg.Block;
import dev.tandem.ir.graph.cfg.NaturalLoop;
import dev.tandem.ir.graph.cfg.Schedule;
import dev.tandem.ir.graph.node.Call;
import dev.tandem.ir.graph.node.Constant;
import dev.tandem.ir.graph.node.Loop;
import dev.tandem.ir.graph.node.MemoryGrow;
import dev.tandem.ir.graph.node.Operation;
import dev.tandem.ir.graph.node.Phi;
import dev.tandem.ir.graph.node.Projection;
import dev.tandem.ir.graph.node.Region;
import dev.tandem.ir.graph.node.Safepoint;
import dev.tandem.ir.graph.node.Switch;
import dev.tandem.ir.graph.node.TableGrow;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An innermost loop that can be copied: without calls, switches and others that are too much for a small loop.
 *
 * @param nodes what one iteration computes, inputs before users: all but the loop node, its phis, and the safepoint at its end
 * @param exits the ways out
 * @param cost how many of the nodes become instructions, about
 */
record LoopBody(Schedule schedule, NaturalLoop loop, Loop head, List<Node> nodes, List<Projection> exits, int cost) {
    private static final int MOST_EXITS = 4;
    /** Where several exits meet, values are looked for over many blocks; not in functions with more than that. */
    private static final int MOST_BLOCKS = 3000;

    static @Nullable LoopBody of(Schedule schedule, NaturalLoop loop, int mostCost) {
        if (!loop.children().isEmpty() || !(loop.head().head() instanceof Loop head) || head.predecessorCount() != 2) {
            return null;
        }
        List<Node> nodes = new ArrayList<>();
        List<Projection> exits = new ArrayList<>();
        int cost = 0;
        for (Block block : loop.blocks()) {
            for (Node node : block.nodes()) {
                if (!isCopied(node)) {
                    return null;
                }
                boolean isEdge = node == head || node == head.backEdge() || (node instanceof Phi phi && phi.region() == head);
                if (!isEdge) {
                    nodes.add(node);
                    cost += node instanceof Constant || node instanceof Phi || node instanceof Projection || node instanceof Region ? 0 : 1;
                }
            }
            for (Block successor : block.successors()) {
                if (!loop.contains(successor)) {
                    exits.add((Projection) successor.head());
                }
            }
            if (cost > mostCost || exits.size() > MOST_EXITS) {
                return null;
            }
        }
        if (exits.isEmpty() || (exits.size() > 1 && schedule.cfg().blocks().size() > MOST_BLOCKS)) {
            return null;
        }
        exits.sort(Comparator.comparingInt(Node::id));
        return new LoopBody(schedule, loop, head, inputsFirst(nodes), exits, cost);
    }

    /** In the order of blocks and, in each, of control; all others before their first user. */
    private static List<Node> inputsFirst(List<Node> nodes) {
        Set<Node> waiting = new HashSet<>(nodes);
        List<Node> ordered = new ArrayList<>(nodes.size());
        for (Node node : nodes) {
            if (node instanceof Region region) {
                for (Phi phi : region.phis()) {
                    for (int i = 1; i < phi.inputCount(); i++) {
                        put(phi.input(i), waiting, ordered);
                    }
                }
            }
            put(node, waiting, ordered);
        }
        return ordered;
    }

    private static void put(Node node, Set<Node> waiting, List<Node> ordered) {
        if (waiting.remove(node)) {
            for (int i = 0; i < node.inputCount(); i++) {
                put(node.input(i), waiting, ordered);
            }
            ordered.add(node);
        }
    }

    /**
     * Whether loops with such a node are copied at all: not with calls, which outweigh the loop, or switches, which make it large; nor with
     * divisions that float because of a range which may be the loop's, not the copy's.
     */
    static boolean isCopied(Node node) {
        boolean floatingDivision = node instanceof Operation operation
                && Operation.canTrap(operation.op())
                && operation.inputCount() == 2
                && !(operation.input(1) instanceof Constant);
        return !(node instanceof Call
                || node instanceof Switch
                || node instanceof MemoryGrow
                || node instanceof TableGrow
                || floatingDivision);
    }

    /** Where control is at the end of an iteration, before the check that ends it. */
    ControlNode end() {
        return ((Safepoint) head.backEdge()).control();
    }

    /** How often an iteration begins for each time that the loop is entered. */
    static double trips(NaturalLoop loop) {
        return loop.head().frequency() / loop.head().predecessors().getFirst().frequency();
    }

    /** The nodes whose values change with iterations: one's copy differs. Tokens too. */
    Set<Node> members() {
        Set<Node> members = new HashSet<>(nodes);
        members.addAll(List.of(head.phis()));
        for (Node node : nodes) {
            if (node instanceof Region region) {
                members.addAll(List.of(region.phis()));
            }
        }
        return members;
    }
}
