// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.loop;

import dev.tandem.ir.graph.ControlNode;
import dev.tandem.ir.graph.EdgeKind;
import dev.tandem.ir.graph.Graph;
import dev.tandem.ir.graph.MemoryToken;
import dev.tandem.ir.graph.Node;
import dev.tandem.ir.graph.NodeKind;
import dev.tandem.ir.graph.cfg.Block;
import dev.tandem.ir.graph.cfg.ControlFlowGraph;
import dev.tandem.ir.graph.node.MemoryPhi;
import dev.tandem.ir.graph.node.MemoryState;
import dev.tandem.ir.graph.node.Phi;
import dev.tandem.ir.graph.node.Projection;
import dev.tandem.ir.graph.node.Region;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Keeps SSA form when iterations are copied: a value of the loop that is used outside is then one of several, by the way control came
 * out. Every exit gets a region and phis for what is used behind it; where several exits meet, uses get phis on demand (after
 * Braun et al., "Simple and efficient construction of static single assignment form", 2013).
 */
final class ExitValues {
    private final LoopBody body;
    private final Graph graph;
    private final ControlFlowGraph cfg;
    /** Uses outside the loop, found before anything changes. */
    private final List<Use> uses = new ArrayList<>();
    private final Set<Node> users = new HashSet<>();
    private final Map<Block, Region> exits = new LinkedHashMap<>();
    private List<Map<Node, Node>> copies = List.of();

    /** The input {@code slot} of {@code user} takes {@code value}, in {@code block} at the latest. */
    private record Use(Node value, Node user, int slot, Block block) {}

    ExitValues(LoopBody body) {
        this.body = body;
        this.graph = body.head().graph();
        this.cfg = body.schedule().cfg();
        Set<Node> members = body.members();
        List<Node> values = new ArrayList<>(members);
        values.sort(Comparator.comparingInt(Node::id));
        for (Node value : values) {
            for (Node user : value.users()) {
                if (user instanceof MemoryState state) {
                    separate(state);
                }
            }
            for (int i = 0; i < value.userCount(); i++) {
                Node user = value.user(i);
                boolean data = value.userKind(i) == EdgeKind.VALUE || value.userKind(i) == EdgeKind.MEMORY;
                if (data && !members.contains(user)) {
                    uses.add(new Use(value, user, value.userSlot(i), place(user, value.userSlot(i))));
                    users.add(user);
                }
            }
        }
        uses.sort(Comparator.comparingInt((Use use) -> use.value.id())
                .thenComparingInt(use -> use.user.id())
                .thenComparingInt(Use::slot));
    }

    private Block place(Node user, int slot) {
        if (user instanceof Phi phi) {
            return cfg.block(phi.region()).predecessors().get(slot - 1);
        }
        return user instanceof MemoryState ? cfg.block(user.user(0)) : body.schedule().block(user);
    }

    /** Calls behind different exits see different states. */
    private void separate(MemoryState state) {
        while (state.userCount() > 1) {
            Node[] tokens = new Node[state.inputCount()];
            Arrays.setAll(tokens, state::input);
            int last = state.userCount() - 1;
            state.user(last).setInput(state.userSlot(last), graph.add(state.copy(tokens)));
        }
    }

    /** Whether the node will take other inputs, because it uses values of the loop outside. */
    boolean changes(Node node) {
        return users.contains(node);
    }

    /** @param newCopies of each copied iteration, what stands for the nodes of the body */
    void repair(List<Map<Node, Node>> newCopies) {
        copies = newCopies;
        for (Projection exit : body.exits()) {
            ControlNode next = Objects.requireNonNull(exit.next());
            int slot = exit.nextSlot();
            Region region = new Region(exit);
            for (Map<Node, Node> copy : copies) {
                region.addInput(Objects.requireNonNull(copy.get(exit)));
            }
            graph.add(region);
            next.setInput(slot, region);
            exits.put(cfg.block(exit), region);
        }
        Map<Block, Node> known = new HashMap<>();
        for (int i = 0; i < uses.size(); i++) {
            Use use = uses.get(i);
            if (i > 0 && uses.get(i - 1).value != use.value) {
                known.clear();
            }
            use.user.setInput(use.slot, at(use.value, use.block, known));
        }
        uses.forEach(use -> unite(use.user));
    }

    private void unite(Node user) {
        if (user.isUnique() && user.isAlive()) {
            Node same = graph.reunique(user);
            if (same != user) {
                user.replaceAllUses(same);
                graph.killUnused(user);
            }
        }
    }

    /** What stands for the value in a block outside the loop. */
    private Node at(Node value, Block from, Map<Block, Node> known) {
        Block block = from;
        while (block.predecessors().size() == 1 && !exits.containsKey(block)) {
            block = block.predecessors().getFirst();
        }
        Node found = known.get(block);
        if (found != null) {
            return found;
        }
        Region exit = exits.get(block);
        if (exit != null) {
            found = join(value, exit);
            known.put(block, found);
            return found;
        }
        for (Block candidate : exits.keySet()) {
            if (candidate.dominates(block)) {
                found = at(value, candidate, known);
                known.put(block, found);
                return found;
            }
        }
        Phi phi = phi(value, (Region) block.head());
        graph.add(phi);
        known.put(block, phi);
        for (Block predecessor : block.predecessors()) {
            phi.addInput(at(value, predecessor, known));
        }
        return phi;
    }

    /** Behind an exit, the value of the iteration that went out. */
    private Node join(Node value, Region exit) {
        Phi phi = phi(value, exit);
        phi.addInput(value);
        for (Map<Node, Node> copy : copies) {
            phi.addInput(copy.getOrDefault(value, value));
        }
        return phi.onlyValue() == phi ? graph.add(phi) : phi.onlyValue();
    }

    private static Phi phi(Node value, Region region) {
        return value.kind() == NodeKind.MEMORY
                ? new MemoryPhi(((MemoryToken) value).aliasClass(), region)
                : new Phi(value.stamp(), region);
    }
}
