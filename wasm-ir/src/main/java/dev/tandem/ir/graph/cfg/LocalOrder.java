// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.graph.cfg;

import dev.tandem.ir.graph.EdgeKind;
import dev.tandem.ir.graph.Graph;
import dev.tandem.ir.graph.Node;
import dev.tandem.ir.graph.node.Load;
import dev.tandem.ir.graph.node.Start;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Orders the nodes of each block: control nodes in their given order, a floating node just before its first user in the block, or at
 * the end if all users are elsewhere. Two kinds of nodes come as soon as their inputs are there: those that end the life of
 * several values, and those that are the only user of a load, so that both can become one instruction. Of what is used elsewhere,
 * {@link CompleteTrees} come as soon as they can. What a branch asks for comes last, next to the branch.
 */
final class LocalOrder {
    private static final Node[] NONE = {};
    private static final Comparator<Node> BY_ID = Comparator.comparingInt(Node::id);

    private final @Nullable Block[] place;
    private final boolean[] placed;
    private final boolean[] floats;
    /** By floating node: edges from nodes of the same block that are not placed yet. */
    private final int[] missing;
    /** By floating node: one more than the index of the block whose last node is the only one that asks for it. */
    private final int[] lastOf;
    /** The floating nodes of each block, those of block {@code b} from {@code first[b]} to before {@code first[b + 1]}. */
    private final Node[] floating;

    private final int[] first;
    private final ArrayDeque<Node> early = new ArrayDeque<>();
    private Node[] stack = new Node[32];
    private final CompleteTrees complete;
    private List<Node> order = new ArrayList<>();
    private Block block;

    private LocalOrder(ControlFlowGraph cfg, @Nullable Block[] place, int count) {
        this.block = cfg.entry();
        this.place = place;
        this.placed = new boolean[place.length];
        this.floats = new boolean[place.length];
        this.missing = new int[place.length];
        this.lastOf = new int[place.length];
        this.floating = new Node[count];
        this.first = new int[cfg.blocks().size() + 1];
        this.complete = new CompleteTrees(place, placed, floats);
    }

    /** @param floating the live floating nodes, inputs before users */
    static void arrange(ControlFlowGraph cfg, @Nullable Block[] place, List<Node> floating) {
        LocalOrder local = new LocalOrder(cfg, place, floating.size());
        local.group(floating);
        for (Block each : cfg.blocks()) {
            local.arrange(each);
        }
    }

    /** Sorts the floating nodes by block. */
    private void group(List<Node> nodes) {
        for (Node node : nodes) {
            first[blockOf(node).index + 1]++;
        }
        for (int i = 1; i < first.length; i++) {
            first[i] += first[i - 1];
        }
        int[] next = first.clone();
        for (Node node : nodes) {
            Block at = blockOf(node);
            floating[next[at.index]++] = node;
            floats[node.id()] = true;
            for (int i = 0; i < node.inputCount(); i++) {
                if (place[node.input(i).id()] == at) {
                    missing[node.id()]++;
                }
            }
            complete.await(node, missing[node.id()]);
        }
    }

    private Block blockOf(Node node) {
        Block at = place[node.id()];
        if (at == null) {
            throw new IllegalStateException("no place: " + node);
        }
        return at;
    }

    private void arrange(Block each) {
        block = each;
        complete.enter(each);
        List<Node> fixed = each.nodes;
        int from = first[each.index];
        int to = first[each.index + 1];
        order = new ArrayList<>(fixed.size() + to - from + 4);
        int passing = each.endsInBranch() ? fixed.size() - 1 : fixed.size();
        for (int i = 0; i < passing; i++) {
            Node node = fixed.get(i);
            ask(node);
            put(node);
            putOwned(node);
            putEarly();
            putComplete();
        }
        if (passing < fixed.size()) {
            markOnlyFor(fixed.getLast());
        }
        for (int i = from; i < to; i++) {
            if (lastOf[floating[i].id()] != each.index + 1) {
                need(floating[i]);
            }
        }
        for (int i = passing; i < fixed.size(); i++) {
            ask(fixed.get(i));
            put(fixed.get(i));
        }
        each.nodes = order;
    }

    /** Marks the inputs of the block's last node that are still to be placed, and their inputs. */
    private void markOnlyFor(Node end) {
        int depth = push(0, end);
        while (depth > 0) {
            Node node = stack[--depth];
            for (int i = 0; i < node.inputCount(); i++) {
                Node input = node.input(i);
                if (isWaiting(input) && lastOf[input.id()] != block.index + 1) {
                    lastOf[input.id()] = block.index + 1;
                    depth = push(depth, input);
                }
            }
        }
    }

    private int push(int depth, Node node) {
        if (depth == stack.length) {
            stack = Arrays.copyOf(stack, 2 * depth);
        }
        stack[depth] = node;
        return depth + 1;
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
        int depth = push(0, root);
        while (depth > 0) {
            Node node = stack[depth - 1];
            Node before = missing[node.id()] > 0 ? waitingInput(node) : null;
            if (before != null) {
                depth = push(depth, before);
            } else {
                depth--;
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
        complete.placed(node);
        for (int i = 0; i < node.userCount(); i++) {
            Node user = node.user(i);
            if (user.id() < floats.length && isWaiting(user) && --missing[user.id()] == 0 && comesEarly(user)) {
                early.add(user);
            }
        }
    }

    /** Phis after their region, parameters after the start, results after their call, each in the order of ids. */
    private void putOwned(Node owner) {
        if (owner instanceof Start) {
            Graph graph = owner.graph();
            for (int i = 0; i < graph.type().parameterCount(); i++) {
                if (place[graph.parameter(i).id()] != null) {
                    put(graph.parameter(i));
                }
            }
        }
        int count = 0;
        Node[] owned = NONE;
        for (int i = 0; i < owner.userCount(); i++) {
            if (owner.userKind(i) == EdgeKind.OWNER && place[owner.user(i).id()] != null) {
                if (count == owned.length) {
                    owned = Arrays.copyOf(owned, 2 * count + 4);
                }
                owned[count++] = owner.user(i);
            }
        }
        if (count > 1) {
            Arrays.sort(owned, 0, count, BY_ID);
        }
        for (int i = 0; i < count; i++) {
            put(owned[i]);
        }
    }

    private void putEarly() {
        while (!early.isEmpty()) {
            Node node = early.remove();
            if (!placed[node.id()]) {
                put(node);
            }
        }
    }

    private void putComplete() {
        for (Node root = complete.next(); root != null; root = complete.next()) {
            need(root);
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
