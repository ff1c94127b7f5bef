// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.graph.cfg;

import dev.tandem.ir.graph.EdgeKind;
import dev.tandem.ir.graph.Graph;
import dev.tandem.ir.graph.Node;
import dev.tandem.ir.graph.node.Load;
import dev.tandem.ir.graph.node.Start;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Orders the nodes of each block: control nodes in their given order, a floating node just before its first user in the block, or at
 * the end if all users are elsewhere. Two kinds of nodes come as soon as their inputs are there: those that end the life of
 * several values, and those that are the only user of a load, so that both can become one instruction. What a branch asks for comes
 * last, next to the branch.
 */
final class LocalOrder {
    private final @Nullable Block[] place;
    private final boolean[] placed;
    private final boolean[] floats;
    /** By floating node: edges from nodes of the same block that are not placed yet. */
    private final int[] missing;
    private final ArrayDeque<Node> early = new ArrayDeque<>();
    private List<Node> order = new ArrayList<>();
    private Block block;

    private LocalOrder(Block entry, @Nullable Block[] place) {
        this.block = entry;
        this.place = place;
        this.placed = new boolean[place.length];
        this.floats = new boolean[place.length];
        this.missing = new int[place.length];
    }

    /** @param floating the live floating nodes, inputs before users */
    static void arrange(ControlFlowGraph cfg, @Nullable Block[] place, List<Node> floating) {
        new LocalOrder(cfg.entry(), place).run(cfg, floating);
    }

    private void run(ControlFlowGraph cfg, List<Node> floating) {
        List<List<Node>> floatingIn = new ArrayList<>();
        for (int i = 0; i < cfg.blocks().size(); i++) {
            floatingIn.add(new ArrayList<>(0));
        }
        for (Node node : floating) {
            Block at = place[node.id()];
            if (at == null) {
                throw new IllegalStateException("no place: " + node);
            }
            floatingIn.get(at.index).add(node);
            floats[node.id()] = true;
            for (int i = 0; i < node.inputCount(); i++) {
                if (place[node.input(i).id()] == at) {
                    missing[node.id()]++;
                }
            }
        }
        for (Block each : cfg.blocks()) {
            arrange(each, floatingIn.get(each.index));
        }
    }

    private void arrange(Block each, List<Node> floating) {
        block = each;
        List<Node> fixed = each.nodes;
        order = new ArrayList<>(fixed.size() + floating.size());
        int passing = each.endsInBranch() ? fixed.size() - 1 : fixed.size();
        for (Node node : fixed.subList(0, passing)) {
            ask(node);
            put(node);
            putOwned(node);
            putEarly();
        }
        Set<Node> lasts = passing < fixed.size() ? onlyFor(fixed.getLast()) : Set.of();
        for (Node node : floating) {
            if (!lasts.contains(node)) {
                need(node);
            }
        }
        for (Node node : fixed.subList(passing, fixed.size())) {
            ask(node);
            put(node);
        }
        each.nodes = order;
    }

    /** The inputs of the block's last node that are still to be placed, and their inputs. */
    private Set<Node> onlyFor(Node end) {
        Set<Node> found = new HashSet<>();
        ArrayDeque<Node> list = new ArrayDeque<>();
        list.add(end);
        while (!list.isEmpty()) {
            Node node = list.remove();
            for (int i = 0; i < node.inputCount(); i++) {
                if (isWaiting(node.input(i)) && found.add(node.input(i))) {
                    list.add(node.input(i));
                }
            }
        }
        return found;
    }

    private boolean isWaiting(Node node) {
        return floats[node.id()] && !placed[node.id()] && place[node.id()] == block;
    }

    private void ask(Node user) {
        for (int i = 0; i < user.inputCount(); i++) {
            need(user.input(i));
        }
    }

    /** Places a floating node of this block after its inputs. */
    private void need(Node root) {
        if (!isWaiting(root)) {
            return;
        }
        ArrayDeque<Node> open = new ArrayDeque<>();
        open.push(root);
        while (!open.isEmpty()) {
            Node node = open.peek();
            Node before = missing[node.id()] > 0 ? waitingInput(node) : null;
            if (before != null) {
                open.push(before);
            } else {
                open.pop();
                if (isWaiting(node)) {
                    put(node);
                    putEarly();
                }
            }
        }
    }

    private @Nullable Node waitingInput(Node node) {
        for (int i = 0; i < node.inputCount(); i++) {
            if (isWaiting(node.input(i))) {
                return node.input(i);
            }
        }
        return null;
    }

    private void put(Node node) {
        order.add(node);
        placed[node.id()] = true;
        for (int i = 0; i < node.userCount(); i++) {
            Node user = node.user(i);
            if (user.id() < floats.length && isWaiting(user) && --missing[user.id()] == 0 && comesEarly(user)) {
                early.add(user);
            }
        }
    }

    /** Phis after their region, parameters after the start, results after their call, each in the order of ids. */
    private void putOwned(Node owner) {
        List<Node> owned = new ArrayList<>();
        if (owner instanceof Start) {
            Graph graph = owner.graph();
            for (int i = 0; i < graph.type().parameterCount(); i++) {
                if (place[graph.parameter(i).id()] != null) {
                    owned.add(graph.parameter(i));
                }
            }
        }
        for (int i = 0; i < owner.userCount(); i++) {
            if (owner.userKind(i) == EdgeKind.OWNER && place[owner.user(i).id()] != null) {
                owned.add(owner.user(i));
            }
        }
        owned.sort(Comparator.comparingInt(Node::id));
        owned.forEach(this::put);
    }

    private void putEarly() {
        while (!early.isEmpty()) {
            Node node = early.remove();
            if (!placed[node.id()]) {
                put(node);
            }
        }
    }

    private static boolean comesEarly(Node node) {
        if (Placement.staysWithUsers(node)) {
            return false;
        }
        int ending = 0;
        for (int i = 0; i < node.inputCount(); i++) {
            Node input = node.input(i);
            if (input.inputCount() > 0 && input.hasOneDataUser()) {
                if (input instanceof Load) {
                    return true;
                }
                ending++;
            }
        }
        return ending > 1;
    }
}
