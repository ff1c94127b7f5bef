// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.graph.cfg;

import dev.tandem.ir.graph.Node;
import dev.tandem.ir.graph.node.Phi;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Expressions of a block whose value is used elsewhere and all of whose inputs are there. Those that end the lives of as many values as they
 * begin are better computed at once than at the end of the block, as the next value of a sum that a loop adds up.
 */
final class CompleteTrees {
    /** Larger expressions are left where they are. */
    private static final int MOST_NODES = 12;

    private final @Nullable Block[] place;
    private final boolean[] placed;
    private final boolean[] floats;
    /** By floating node: inputs from its block that can not be computed yet. */
    private final int[] waiting;
    private final boolean[] computable;
    private final ArrayDeque<Node> roots = new ArrayDeque<>();
    private final ArrayDeque<Node> informing = new ArrayDeque<>();
    /** The block at hand, if it is in a loop; elsewhere there is little to gain. */
    private @Nullable Block block;

    CompleteTrees(@Nullable Block[] place, boolean[] placed, boolean[] floats) {
        this.place = place;
        this.placed = placed;
        this.floats = floats;
        this.waiting = new int[place.length];
        this.computable = new boolean[place.length];
    }

    /** @param inputs how many inputs of a floating node come from its own block */
    void await(Node node, int inputs) {
        waiting[node.id()] = inputs;
    }

    void enter(Block next) {
        block = next.loop == null ? null : next;
        roots.clear();
    }

    void placed(Node node) {
        if (block != null && !computable[node.id()]) {
            computable[node.id()] = true;
            inform(node, block);
        }
    }

    private void inform(Node first, Block block) {
        informing.add(first);
        while (!informing.isEmpty()) {
            Node node = informing.remove();
            boolean isRoot = true;
            for (int i = 0; i < node.userCount(); i++) {
                Node user = node.user(i);
                if (!isIn(user, block) || placed[user.id()]) {
                    continue;
                }
                isRoot = false;
                if (floats[user.id()] && --waiting[user.id()] == 0) {
                    computable[user.id()] = true;
                    informing.add(user);
                }
            }
            if (isRoot && node != first) {
                roots.add(node);
            }
        }
    }

    private boolean isIn(Node user, Block block) {
        return user.id() < place.length && block.equals(place[user.id()]);
    }

    /** The next one of the block that is worth being computed now. */
    @Nullable Node next() {
        while (block != null && !roots.isEmpty()) {
            Node root = roots.remove();
            if (!placed[root.id()] && pays(root, block)) {
                return root;
            }
        }
        return null;
    }

    private boolean pays(Node root, Block block) {
        List<Node> tree = new ArrayList<>(List.of(root));
        Set<Node> inside = new HashSet<>(tree);
        Set<Node> leaves = new HashSet<>();
        for (int i = 0; i < tree.size(); i++) {
            Node node = tree.get(i);
            for (int k = 0; k < node.inputCount(); k++) {
                Node input = node.input(k);
                if (floats[input.id()] && !placed[input.id()] && isIn(input, block)) {
                    if (inside.add(input)) {
                        tree.add(input);
                    }
                } else if (isOfIteration(input, block)) {
                    leaves.add(input);
                }
            }
            if (tree.size() > MOST_NODES) {
                return false;
            }
        }
        int more = 0;
        for (Node node : tree) {
            more += endsInside(node, inside, block) ? 0 : 1;
        }
        for (Node leaf : leaves) {
            more -= endsInside(leaf, inside, block) ? 1 : 0;
        }
        return more <= 0;
    }

    /** Whether the value is made anew whenever the block runs, so that it need not outlive it. */
    private boolean isOfIteration(Node value, Block block) {
        Block from = place[value.id()];
        return from != null && Objects.equals(from.loop(), block.loop());
    }

    /** Whether all uses of the value are in the tree, done, or on ways that left before the block. */
    private boolean endsInside(Node value, Set<Node> tree, Block block) {
        for (int i = 0; i < value.userCount(); i++) {
            Node user = value.user(i);
            boolean done = user instanceof Phi phi
                    ? hasLeft(phi, value.userSlot(i), block)
                    : isIn(user, block) && placed[user.id()];
            if (!done && !tree.contains(user)) {
                return false;
            }
        }
        return true;
    }

    /** Whether the phi takes its input where control branched off above the block. */
    private boolean hasLeft(Phi phi, int slot, Block block) {
        Block region = place[phi.id()];
        if (region == null) {
            return true; // dead
        }
        Block way = region.predecessors().get(slot - 1);
        if (way.predecessors().size() != 1) {
            return false;
        }
        Block branch = way.predecessors().getFirst();
        return !branch.equals(block) && branch.dominates(block) && !way.dominates(block);
    }
}
