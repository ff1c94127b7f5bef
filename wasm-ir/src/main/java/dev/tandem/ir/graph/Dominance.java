// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.graph;

import dev.tandem.ir.graph.node.Phi;
import dev.tandem.ir.graph.node.Region;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The verifier's check that values are computed before they are used: each floating node has a first place where all its inputs are there,
 * and that must come before all places of its users. Works on stretches of chain, by Cooper, Harvey and Kennedy 2001.
 */
final class Dominance {
    private final Graph graph;
    private final BiConsumer<Node, String> report;
    /** Of every control node, its stretch in reverse postorder, and its place in the stretch. */
    private final int[] stretch;

    private final int[] place;
    private final List<ControlNode> heads = new ArrayList<>();
    /** For each stretch its immediate dominator, and the first and last number of its part of the dominator tree, in preorder. */
    private int[] dominator = {};

    private int[] firstBelow = {};
    private int[] lastBelow = {};
    /** For each floating node the control node from which on it can be computed; not yet known if null. */
    private final @Nullable ControlNode[] first;

    private Dominance(Graph graph, BiConsumer<Node, String> report) {
        this.graph = graph;
        this.report = report;
        stretch = new int[graph.capacity()];
        place = new int[graph.capacity()];
        first = new ControlNode[graph.capacity()];
    }

    static void check(Graph graph, BiConsumer<Node, String> report) {
        Dominance dominance = new Dominance(graph, report);
        dominance.order();
        dominance.dominators();
        dominance.checkAll();
    }

    // Control

    private void order() {
        List<ControlNode> postorder = new ArrayList<>();
        List<ControlNode> path = new ArrayList<>();
        List<Integer> edge = new ArrayList<>();
        Arrays.fill(stretch, -1);
        path.add(graph.start());
        edge.add(0);
        stretch[graph.start().id()] = 0;
        while (!path.isEmpty()) {
            int top = path.size() - 1;
            ControlNode node = path.get(top);
            int next = edge.get(top);
            while (next < node.userCount() && (node.userKind(next) != EdgeKind.CONTROL || stretch[node.user(next).id()] >= 0)) {
                next++;
            }
            if (next < node.userCount()) {
                edge.set(top, next + 1);
                ControlNode user = (ControlNode) node.user(next);
                stretch[user.id()] = 0;
                path.add(user);
                edge.add(0);
            } else {
                postorder.add(node);
                path.removeLast();
                edge.removeLast();
            }
        }
        number(postorder);
    }

    private void number(List<ControlNode> postorder) {
        for (int i = postorder.size() - 1; i >= 0; i--) {
            ControlNode node = postorder.get(i);
            if (!(node instanceof FixedNode)) {
                stretch[node.id()] = heads.size();
                heads.add(node);
            }
        }
        for (int i = postorder.size() - 1; i >= 0; i--) {
            if (postorder.get(i) instanceof FixedNode fixed) {
                stretch[fixed.id()] = stretch[fixed.control().id()];
                place[fixed.id()] = place[fixed.control().id()] + 1;
            }
        }
    }

    private void dominators() {
        dominator = new int[heads.size()];
        Arrays.fill(dominator, -1);
        dominator[0] = 0;
        for (boolean changed = true; changed; ) {
            changed = false;
            for (int i = 1; i < dominator.length; i++) {
                ControlNode head = heads.get(i);
                int common = -1;
                for (int k = 0; k < head.inputCount(); k++) {
                    int before = stretch[head.input(k).id()];
                    if (dominator[before] >= 0) {
                        common = common < 0 ? before : common(before, common);
                    }
                }
                if (common != dominator[i]) {
                    dominator[i] = common;
                    changed = true;
                }
            }
        }
        numberTree();
    }

    /** Numbers the dominator tree: dominators precede what they dominate in reverse postorder, so two sweeps do. */
    private void numberTree() {
        int count = dominator.length;
        int[] size = new int[count];
        for (int i = count - 1; i >= 0; i--) {
            size[i]++;
            if (i > 0) {
                size[dominator[i]] += size[i];
            }
        }
        firstBelow = new int[count];
        lastBelow = new int[count];
        int[] next = new int[count];
        for (int i = 0; i < count; i++) {
            if (i > 0) {
                firstBelow[i] = next[dominator[i]];
                next[dominator[i]] += size[i];
            }
            next[i] = firstBelow[i] + 1;
            lastBelow[i] = firstBelow[i] + size[i] - 1;
        }
    }

    private int common(int a, int b) {
        int left = a;
        int right = b;
        while (left != right) {
            if (left > right) {
                left = dominator[left];
            } else {
                right = dominator[right];
            }
        }
        return left;
    }

    /** Whether control that gets to {@code after} came by {@code before}. */
    private boolean comesBefore(ControlNode before, ControlNode after) {
        int target = stretch[before.id()];
        int at = stretch[after.id()];
        if (target == at) {
            return place[before.id()] <= place[after.id()];
        }
        return firstBelow[target] <= firstBelow[at] && firstBelow[at] <= lastBelow[target];
    }

    // Values

    private void checkAll() {
        for (Node node : graph.nodes()) {
            if (node instanceof Phi phi) {
                Region region = phi.region();
                for (int i = 0; i < phi.valueCount(); i++) {
                    available(phi, phi.value(i), region.predecessor(i));
                }
            } else if (node instanceof FixedNode fixed) {
                for (int i = 1; i < fixed.inputCount(); i++) {
                    available(fixed, fixed.input(i), fixed.control());
                }
            } else if (!(node instanceof ControlNode)) {
                firstPlace(node);
            }
        }
    }

    private void available(Node user, Node value, ControlNode where) {
        ControlNode from = firstPlace(value);
        if (!comesBefore(from, where)) {
            report.accept(user, "uses " + value + " where that is not computed: it needs " + from);
        }
    }

    /** The control node from which on the value is there: iterative, because chains of operations are long. */
    private ControlNode firstPlace(Node value) {
        List<Node> work = new ArrayList<>();
        work.add(value);
        while (!work.isEmpty()) {
            Node node = work.getLast();
            if (fixedPlace(node) != null || first[node.id()] != null) {
                work.removeLast();
                continue;
            }
            boolean complete = true;
            for (int i = 0; i < node.inputCount(); i++) {
                Node input = node.input(i);
                if (fixedPlace(input) == null && first[input.id()] == null) {
                    work.add(input);
                    complete = false;
                    if (work.size() > graph.capacity()) {
                        report.accept(node, "depends on itself without a phi between");
                        return graph.start();
                    }
                }
            }
            if (complete) {
                first[node.id()] = latest(node);
                work.removeLast();
            }
        }
        return placeOf(value);
    }

    private ControlNode latest(Node node) {
        ControlNode latest = graph.start();
        for (int i = 0; i < node.inputCount(); i++) {
            ControlNode from = placeOf(node.input(i));
            if (comesBefore(latest, from)) {
                latest = from;
            } else if (!comesBefore(from, latest)) {
                report.accept(node, "its inputs are never there together: it needs " + from + " and " + latest);
            }
        }
        return latest;
    }

    private ControlNode placeOf(Node node) {
        ControlNode fixed = fixedPlace(node);
        ControlNode known = fixed != null ? fixed : first[node.id()];
        return known != null ? known : graph.start();
    }

    private static @Nullable ControlNode fixedPlace(Node node) {
        return node instanceof ControlNode control ? control : node instanceof Phi phi ? phi.region() : null;
    }
}
