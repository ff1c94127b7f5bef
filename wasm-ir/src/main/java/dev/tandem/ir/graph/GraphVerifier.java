// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.graph;

import dev.tandem.ir.graph.node.Call;
import dev.tandem.ir.graph.node.Case;
import dev.tandem.ir.graph.node.If;
import dev.tandem.ir.graph.node.IfFalse;
import dev.tandem.ir.graph.node.IfTrue;
import dev.tandem.ir.graph.node.Loop;
import dev.tandem.ir.graph.node.MemoryPhi;
import dev.tandem.ir.graph.node.MemoryProjection;
import dev.tandem.ir.graph.node.MemoryState;
import dev.tandem.ir.graph.node.Phi;
import dev.tandem.ir.graph.node.Region;
import dev.tandem.ir.graph.node.Result;
import dev.tandem.ir.graph.node.Safepoint;
import dev.tandem.ir.graph.node.Start;
import dev.tandem.ir.graph.node.Switch;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Checks all that the package description promises: edges, kinds, types, the chain of control, phis, tokens, and that every value is
 * computed before it is used. For tests and debugging.
 */
public final class GraphVerifier {
    private static final int ENOUGH = 20;

    private final Graph graph;
    private final List<String> problems = new ArrayList<>();
    private final BitSet reached = new BitSet();

    private GraphVerifier(Graph graph) {
        this.graph = graph;
    }

    /**
     * Checks the graph.
     *
     * @throws IllegalStateException if something is wrong; the message lists the first problems
     */
    public static void verify(Graph graph) {
        List<String> problems = problems(graph);
        if (!problems.isEmpty()) {
            throw new IllegalStateException(
                    "graph of function " + graph.functionIndex() + " is damaged:\n" + String.join("\n", problems));
        }
    }

    /** What is wrong with the graph, at most some twenty things; empty if nothing is. */
    public static List<String> problems(Graph graph) {
        GraphVerifier verifier = new GraphVerifier(graph);
        verifier.check();
        return verifier.problems;
    }

    private void check() {
        for (Node node : graph.nodes()) {
            edges(node);
        }
        if (!problems.isEmpty()) {
            return;
        }
        for (Node node : graph.nodes()) {
            kinds(node);
            TypeRules.check(node, problem -> report(node, problem));
            tokens(node);
        }
        if (!problems.isEmpty()) {
            return;
        }
        reach();
        for (Node node : graph.nodes()) {
            if (node instanceof ControlNode control) {
                chain(control);
            }
            if (node instanceof Phi phi && phi.valueCount() != phi.region().predecessorCount()) {
                report(node, "its region has " + phi.region().predecessorCount() + " predecessors");
            }
        }
        if (problems.isEmpty()) {
            Dominance.check(graph, this::report);
        }
    }

    private void report(Node node, String problem) {
        if (problems.size() < ENOUGH) {
            problems.add(node + ": " + problem);
        }
    }

    private void edges(Node node) {
        for (int i = 0; i < node.inputCount(); i++) {
            Node input = node.input(i);
            if (!input.isAlive() || graph.node(input.id()) != input) {
                report(node, "input " + i + " is not in the graph: " + input);
            }
        }
        for (int i = 0; i < node.userCount(); i++) {
            Node user = node.user(i);
            if (!user.isAlive() || node.userSlot(i) >= user.inputCount() || user.input(node.userSlot(i)) != node) {
                report(node, "edge " + i + " leads to a user that does not take it: " + user);
            }
        }
    }

    private void kinds(Node node) {
        for (int i = 0; i < node.inputCount(); i++) {
            Node input = node.input(i);
            boolean right =
                    switch (node.inputKind(i)) {
                        case CONTROL -> input instanceof ControlNode && !(input instanceof FixedNode fixed && fixed.endsControl());
                        case MEMORY -> input.kind() == NodeKind.MEMORY;
                        case VALUE -> input.kind() == NodeKind.VALUE;
                        case OWNER -> isOwner(node, input);
                    };
            if (!right) {
                report(node, "input " + i + " should give " + node.inputKind(i) + ": " + input);
            }
        }
    }

    private static boolean isOwner(Node node, Node owner) {
        if (node instanceof Phi) {
            return owner instanceof Region;
        }
        if (node instanceof Result) {
            return owner instanceof Call;
        }
        return node instanceof MemoryProjection && (owner instanceof Start || owner instanceof FixedNode);
    }

    private void tokens(Node node) {
        if (node instanceof AccessNode access && access.aliasClass() != classOf(access.token())) {
            report(node, "takes a token of another class: " + access.token());
        }
        if (node instanceof MemoryPhi phi) {
            for (int i = 0; i < phi.valueCount(); i++) {
                if (classOf(phi.value(i)) != phi.aliasClass()) {
                    report(node, "joins a token of another class: " + phi.value(i));
                }
            }
        }
        if (node instanceof MemoryState state) {
            Set<AliasClass> seen = new HashSet<>();
            for (int i = 0; i < state.inputCount(); i++) {
                if (!(state.input(i) instanceof MemoryToken token) || !seen.add(token.aliasClass())) {
                    report(node, "input " + i + " is no token of a further class: " + state.input(i));
                }
            }
        }
    }

    private static Object classOf(Node node) {
        return node instanceof MemoryToken token ? token.aliasClass() : node;
    }

    private void reach() {
        ArrayDeque<Node> work = new ArrayDeque<>();
        work.add(graph.start());
        reached.set(graph.start().id());
        for (Node node = work.poll(); node != null; node = work.poll()) {
            for (int i = 0; i < node.userCount(); i++) {
                Node user = node.user(i);
                if (node.userKind(i) == EdgeKind.CONTROL && !reached.get(user.id())) {
                    reached.set(user.id());
                    work.add(user);
                }
            }
        }
    }

    private void chain(ControlNode node) {
        if (!reached.get(node.id())) {
            report(node, "control does not get there from the start");
        }
        if (node instanceof Region region) {
            region(region);
        }
        int users = 0;
        for (int i = 0; i < node.userCount(); i++) {
            if (node.userKind(i) == EdgeKind.CONTROL) {
                users++;
            }
        }
        int expected = node instanceof FixedNode fixed && fixed.endsControl() ? 0 : 1;
        if (node instanceof If) {
            expected = 2;
            projections(node, IfTrue.class, 1);
            projections(node, IfFalse.class, 1);
        } else if (node instanceof Switch branch) {
            expected = branch.successorCount();
            switch_(branch);
        }
        if (users != expected) {
            report(node, "control goes on at " + users + " places instead of " + expected);
        }
    }

    private void region(Region region) {
        if (region.inputCount() == 0) {
            report(region, "has no predecessor");
        }
        if (region instanceof Loop loop && (loop.inputCount() != 2 || !(loop.backEdge() instanceof Safepoint))) {
            report(region, "a loop needs an entry and a safepoint as back-edge");
        }
    }

    private void projections(ControlNode branch, Class<?> way, int expected) {
        int found = 0;
        for (int i = 0; i < branch.userCount(); i++) {
            if (branch.user(i).getClass() == way) {
                found++;
            }
        }
        if (found != expected) {
            report(branch, "has " + found + " " + way.getSimpleName());
        }
    }

    private void switch_(Switch branch) {
        BitSet seen = new BitSet();
        for (int i = 0; i < branch.userCount(); i++) {
            if (branch.user(i) instanceof Case way) {
                seen.set(way.successor());
            }
        }
        for (int key = 0; key <= branch.keyCount(); key++) {
            if (!seen.get(branch.target(key))) {
                report(branch, "index " + key + " leads nowhere");
            }
        }
    }
}
