// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.canonical;

import dev.tandem.ir.graph.ControlNode;
import dev.tandem.ir.graph.EdgeKind;
import dev.tandem.ir.graph.Graph;
import dev.tandem.ir.graph.Node;
import dev.tandem.ir.graph.node.Loop;
import dev.tandem.ir.graph.node.Phi;
import dev.tandem.ir.graph.node.Region;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** Takes parts of a graph away: what control no longer reaches, and what nothing needs. */
public final class Removal {
    private Removal() {}

    /** Code that is never reached, and what it leads to. */
    private static final class Unreachable {
        final Set<Node> dead = new HashSet<>();
        final List<Node> nodes = new ArrayList<>();
        /** Regions that lose ways in, perhaps all, and which. */
        final Map<Region, List<Integer>> entered = new LinkedHashMap<>();

        void add(Node node) {
            if (dead.add(node)) {
                nodes.add(node);
            }
        }

        /** One more way to the region is dead. A loop is reached through its entry only. */
        void enter(Region region, int way) {
            List<Integer> ways = entered.computeIfAbsent(region, none -> new ArrayList<>(1));
            ways.add(way);
            if (region instanceof Loop loop ? dead.contains(loop.entry()) : ways.size() == region.predecessorCount()) {
                add(region);
            }
        }
    }

    /**
     * Kills {@code first}, which control does not reach any more, and all that is reached through it alone. Regions that are still reached
     * lose the ways from there, their phis the values.
     *
     * @return regions that lost a way in: they may be left with one; and what lost a user
     */
    public static List<Node> killControl(ControlNode first) {
        Unreachable unreachable = new Unreachable();
        unreachable.add(first);
        // Values computed in dead code are used in dead code only, or by phis for ways that are dead.
        for (int next = 0; next < unreachable.nodes.size(); next++) {
            Node node = unreachable.nodes.get(next);
            for (int i = 0; i < node.userCount(); i++) {
                Node user = node.user(i);
                EdgeKind kind = node.userKind(i);
                if (user instanceof Region region) {
                    unreachable.enter(region, node.userSlot(i));
                } else if (!(user instanceof Phi) || kind == EdgeKind.OWNER) {
                    unreachable.add(user);
                }
            }
        }
        List<Node> touched = new ArrayList<>();
        unreachable.entered.forEach((region, ways) -> {
            if (!unreachable.dead.contains(region)) {
                ways.sort(Comparator.reverseOrder());
                ways.forEach(region::removePredecessor);
                touched.add(region);
            }
        });
        killAll(unreachable.nodes, unreachable.dead::contains, touched);
        return touched;
    }

    /** Kills nodes that only each other use. Inputs that stay are added to {@code touched}. */
    private static void killAll(List<Node> nodes, Predicate<Node> dead, List<Node> touched) {
        for (Node node : nodes) {
            if (node instanceof Region || node instanceof Phi) {
                for (int i = node.inputCount() - 1; i >= 0; i--) {
                    touch(node.input(i), dead, touched);
                    node.removeInput(i);
                }
            }
        }
        List<Node> stack = new ArrayList<>();
        for (Node node : nodes) {
            if (!node.hasUsers()) {
                stack.add(node);
            }
        }
        while (!stack.isEmpty()) {
            Node node = stack.removeLast();
            if (!node.isAlive() || node.hasUsers()) {
                continue;
            }
            for (int i = 0; i < node.inputCount(); i++) {
                Node input = node.input(i);
                touch(input, dead, touched);
                if (dead.test(input)) {
                    stack.add(input);
                }
            }
            node.kill();
        }
    }

    private static void touch(Node node, Predicate<Node> dead, List<Node> touched) {
        if (!dead.test(node)) {
            touched.add(node);
        }
    }

    /** Kills all that control does not reach and all values that nothing reached needs, cycles of phis too. */
    public static void sweep(Graph graph) {
        Marks live = new Marks(graph);
        live.add(graph.start());
        // Control forward first: an input of a region counts only if control reaches it.
        for (int next = 0; next < live.count; next++) {
            Node node = live.nodes[next];
            for (int i = 0; i < node.userCount(); i++) {
                if (node.userKind(i) == EdgeKind.CONTROL) {
                    live.add(node.user(i));
                }
            }
        }
        int reached = live.count;
        for (int i = 0; i < reached; i++) {
            if (live.nodes[i] instanceof Region region) {
                for (int k = region.predecessorCount() - 1; k >= 0; k--) {
                    if (!live.ids[region.predecessor(k).id()]) {
                        region.removePredecessor(k);
                    }
                }
            }
        }
        for (int i = 0; i < graph.type().parameterCount(); i++) {
            live.add(graph.parameter(i));
        }
        for (int next = 0; next < live.count; next++) {
            Node node = live.nodes[next];
            for (int i = 0; i < node.inputCount(); i++) {
                live.add(node.input(i));
            }
        }
        if (live.count == graph.size()) {
            return;
        }
        List<Node> dead = new ArrayList<>();
        for (Node node : graph.nodes()) {
            if (!live.ids[node.id()]) {
                dead.add(node);
            }
        }
        killAll(dead, node -> !live.ids[node.id()], new ArrayList<>());
    }

    /** Nodes that are needed, in the order in which that was found. */
    private static final class Marks {
        final boolean[] ids;
        final Node[] nodes;
        int count;

        Marks(Graph graph) {
            ids = new boolean[graph.capacity()];
            nodes = new Node[graph.size()];
        }

        void add(Node node) {
            if (!ids[node.id()]) {
                ids[node.id()] = true;
                nodes[count++] = node;
            }
        }
    }
}
