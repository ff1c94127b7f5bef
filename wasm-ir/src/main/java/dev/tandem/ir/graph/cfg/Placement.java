// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.graph.cfg;

import dev.tandem.ir.graph.EdgeKind;
import dev.tandem.ir.graph.Graph;
import dev.tandem.ir.graph.Node;
import dev.tandem.ir.graph.NodeKind;
import dev.tandem.ir.graph.node.If;
import dev.tandem.ir.graph.node.Operation;
import dev.tandem.ir.graph.node.Parameter;
import dev.tandem.ir.graph.node.Phi;
import dev.tandem.ir.graph.node.Select;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Gives floating nodes their blocks (Click, "Global code motion, global value numbering", 1995): not above the inputs (early), not
 * below the nearest common dominator of the uses (late); between them the block that runs least, and of those the lowest, which
 * keeps a value close to its uses and sinks what only cold code needs into the cold code.
 */
final class Placement {
    /** Hoisting has to save that much at least; a longer life in a register is not free. */
    private static final double WORTH_HOISTING = 0.8;

    private final ControlFlowGraph cfg;
    private final @Nullable Block[] place;
    private final @Nullable Block[] early;
    private final @Nullable Block[] late;
    /** By block: the nearest dominator that is worth hoisting to. */
    private final @Nullable Block[] calmer;
    private final boolean[] seen;
    /** Floating nodes, inputs before users. */
    private final List<Node> floating = new ArrayList<>();
    /** Nodes that are where another one is. */
    private final List<Node> owned = new ArrayList<>();

    private final ArrayDeque<Phi> phis = new ArrayDeque<>();
    /** Of {@link #visit}: nodes whose inputs are looked at, and which is next. */
    private Node[] open = new Node[32];

    private int[] nextInput = new int[32];

    private Placement(Graph graph, ControlFlowGraph cfg) {
        this.cfg = cfg;
        int size = graph.capacity();
        this.place = new Block[size];
        this.early = new Block[size];
        this.late = new Block[size];
        this.seen = new boolean[size];
        this.calmer = new Block[cfg.blocks().size()];
    }

    static Placement place(Graph graph, ControlFlowGraph cfg) {
        Placement placement = new Placement(graph, cfg);
        placement.collect();
        placement.findCalmer();
        for (int i = placement.floating.size() - 1; i >= 0; i--) {
            placement.settle(placement.floating.get(i));
        }
        return placement;
    }

    /** Returns the block of each node by id; the nodes of each block are put in order. */
    @Nullable Block[] inOrder() {
        LocalOrder.arrange(cfg, place, floating);
        return place;
    }

    /** The same, but the nodes of each block are left as they come. */
    @Nullable Block[] inAnyOrder() {
        for (Node node : owned) {
            at(node).nodes.add(node);
        }
        for (Node node : floating) {
            at(node).nodes.add(node);
        }
        return place;
    }

    /** Finds the live nodes: from control nodes through inputs, phis last because their inputs may be in a cycle. */
    private void collect() {
        List<Block> blocks = cfg.blocks();
        for (int b = 0; b < blocks.size(); b++) {
            Block block = blocks.get(b);
            for (int n = 0; n < block.nodes.size(); n++) {
                Node node = block.nodes.get(n);
                place[node.id()] = block;
                seen[node.id()] = true;
            }
        }
        for (int b = 0; b < blocks.size(); b++) {
            Block block = blocks.get(b);
            for (int n = 0; n < block.nodes.size(); n++) {
                Node node = block.nodes.get(n);
                for (int i = 0; i < node.inputCount(); i++) {
                    visit(node.input(i));
                    use(node.input(i), block);
                }
            }
        }
        while (!phis.isEmpty()) {
            Phi phi = phis.remove();
            List<Block> predecessors = at(phi).predecessors;
            for (int i = 1; i < phi.inputCount(); i++) {
                visit(phi.input(i));
                use(phi.input(i), predecessors.get(i - 1));
            }
        }
    }

    /** Lists a floating node after its inputs; without recursion, expressions may be deep. */
    private void visit(Node root) {
        if (!enter(root)) {
            return;
        }
        push(0, root);
        int depth = 1;
        while (depth > 0) {
            Node node = open[depth - 1];
            int i = nextInput[depth - 1]++;
            if (i == node.inputCount()) {
                floating.add(node);
                settleEarly(node);
                depth--;
            } else if (enter(node.input(i))) {
                push(depth++, node.input(i));
            }
        }
    }

    private void push(int depth, Node node) {
        if (depth == open.length) {
            open = Arrays.copyOf(open, 2 * depth);
            nextInput = Arrays.copyOf(nextInput, 2 * depth);
        }
        open[depth] = node;
        nextInput[depth] = 0;
    }

    /** Whether the node floats and is seen for the first time; a node whose place another one gives has it then. */
    private boolean enter(Node node) {
        if (seen[node.id()] || node.kind() == NodeKind.MEMORY) {
            return false;
        }
        seen[node.id()] = true;
        if (node instanceof Parameter) {
            place[node.id()] = cfg.entry();
        } else if (node.inputCount() > 0 && node.inputKind(0) == EdgeKind.OWNER) {
            place[node.id()] = at(node.input(0));
            owned.add(node);
            if (node instanceof Phi phi) {
                phis.add(phi);
            }
        } else {
            return true;
        }
        return false;
    }

    private void settleEarly(Node node) {
        Block lowest = cfg.entry();
        for (int i = 0; i < node.inputCount(); i++) {
            Node input = node.input(i);
            Block block = at(input);
            if (block.dominatorDepth > lowest.dominatorDepth) {
                lowest = block;
            }
        }
        early[node.id()] = lowest;
    }

    /** The place, or as long as there is none, the highest possible one. */
    private Block at(Node node) {
        Block block = place[node.id()];
        return block != null ? block : Objects.requireNonNull(early[node.id()]);
    }

    private void use(Node node, Block block) {
        Block before = late[node.id()];
        late[node.id()] = before == null ? block : Dominators.nearest(before, block);
    }

    private void findCalmer() {
        for (Block block : cfg.blocks()) {
            Block above = block.index == 0 ? null : block.dominator;
            while (above != null && above.frequency > block.frequency * WORTH_HOISTING) {
                above = calmer[above.index];
            }
            calmer[block.index] = above;
        }
    }

    private void settle(Node node) {
        Block top = at(node);
        Block best = Objects.requireNonNull(late[node.id()]);
        if (!staysWithUsers(node)) {
            for (Block above = calmer[best.index];
                    above != null && above.dominatorDepth >= top.dominatorDepth;
                    above = calmer[above.index]) {
                best = above;
            }
        }
        place[node.id()] = best;
        for (int i = 0; i < node.inputCount(); i++) {
            use(node.input(i), best);
        }
    }

    /** A comparison costs nothing beside the branch or selection that asks for it, but a register anywhere else. */
    static boolean staysWithUsers(Node node) {
        if (!(node instanceof Operation operation) || !Operation.isTest(operation.op())) {
            return false;
        }
        for (int i = 0; i < node.userCount(); i++) {
            Node user = node.user(i);
            if (!(user instanceof If) && !(user instanceof Select)) {
                return false;
            }
        }
        return true;
    }
}
