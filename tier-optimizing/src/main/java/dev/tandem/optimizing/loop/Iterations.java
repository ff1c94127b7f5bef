// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.loop;

import dev.tandem.ir.graph.ControlNode;
import dev.tandem.ir.graph.Graph;
import dev.tandem.ir.graph.Node;
import dev.tandem.ir.graph.Stamp;
import dev.tandem.ir.graph.node.MemoryPhi;
import dev.tandem.ir.graph.node.Operation;
import dev.tandem.ir.graph.node.Phi;
import dev.tandem.ir.graph.node.Projection;
import dev.tandem.ir.graph.node.Region;
import dev.tandem.ir.graph.node.Select;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Copies iterations of a loop: before its first one (peeling), or behind each one (unrolling). The ways out of the copies join those of
 * the loop; {@link ExitValues} then makes phis of what is used outside.
 */
final class Iterations {
    private final Graph graph;
    private final LoopBody body;
    /** Of each copied iteration, in order, what stands for each node of the body. */
    private final List<Map<Node, Node>> copies = new ArrayList<>();

    private final ExitValues values;

    private Iterations(LoopBody body) {
        this.graph = body.head().graph();
        this.body = body;
        this.values = new ExitValues(body);
    }

    /** Copies one iteration before the loop. */
    static void peel(LoopBody body) {
        Iterations iterations = new Iterations(body);
        Phi[] phis = body.head().phis();
        Map<Node, Node> before = new HashMap<>();
        for (Phi phi : phis) {
            before.put(phi, phi.value(0));
        }
        Map<Node, Node> copy = iterations.copy(body.head().entry(), before);
        body.head().setInput(0, mapped(copy, body.end()));
        Node[] next = new Node[phis.length];
        for (int i = 0; i < phis.length; i++) {
            next[i] = mapped(copy, phis[i].value(1));
        }
        for (int i = 0; i < phis.length; i++) {
            phis[i].setInput(1, next[i]);
        }
        iterations.values.repair(iterations.copies);
    }

    /** Copies an iteration as often behind each iteration. */
    static void unroll(LoopBody body, int times) {
        Iterations iterations = new Iterations(body);
        Phi[] phis = body.head().phis();
        Map<Node, Node> last = Map.of();
        ControlNode end = body.end();
        for (int i = 0; i < times; i++) {
            Map<Node, Node> before = new HashMap<>();
            for (Phi phi : phis) {
                before.put(phi, mapped(last, phi.value(1)));
            }
            last = iterations.copy((ControlNode) mapped(last, end), before);
        }
        body.head().backEdge().setInput(0, mapped(last, end));
        Node[] next = new Node[phis.length];
        for (int i = 0; i < phis.length; i++) {
            next[i] = mapped(last, phis[i].value(1));
        }
        for (int i = 0; i < phis.length; i++) {
            phis[i].setInput(2, next[i]);
        }
        iterations.values.repair(iterations.copies);
    }

    private static Node mapped(Map<Node, Node> copy, Node node) {
        return copy.getOrDefault(node, node);
    }

    /**
     * Copies the body once.
     *
     * @param control before it
     * @param phis what stands for the phis of the loop
     */
    private Map<Node, Node> copy(ControlNode control, Map<Node, Node> phis) {
        Map<Node, Node> copy = new HashMap<>(phis);
        copy.put(body.head(), control);
        for (Node node : body.nodes()) {
            if (!(node instanceof Phi)) {
                copyOne(node, copy);
            }
            if (node instanceof Region region) {
                for (Phi phi : region.phis()) {
                    copyOne(phi, copy);
                }
            }
        }
        for (Projection exit : body.exits()) {
            copyOne(exit, copy);
        }
        copies.add(copy);
        return copy;
    }

    private void copyOne(Node node, Map<Node, Node> copy) {
        Node[] inputs = new Node[node.inputCount()];
        for (int i = 0; i < inputs.length; i++) {
            inputs[i] = mapped(copy, node.input(i));
        }
        Node made = node.copy(inputs);
        forgetStamp(made);
        Node equal = node.isUnique() ? graph.unique(made) : graph.add(made);
        // What is to take other inputs, behind the loop, is equal no longer.
        copy.put(node, values.changes(equal) ? graph.add(made) : equal);
    }

    /**
     * The stamp of a floating value follows from the loop's phis, whose ranges hold because the test before an iteration held. The copy
     * takes what that test tests instead, and may be found equal to something that is computed when the test failed.
     */
    private static void forgetStamp(Node made) {
        if (made instanceof Operation operation) {
            made.setStamp(Operation.isTest(operation.op()) ? Stamp.BOOLEAN : Stamp.of(operation.op().result()));
        } else if (made instanceof Select select) {
            made.setStamp(Stamp.of(select.type()));
        } else if (made instanceof Phi phi && !(phi instanceof MemoryPhi)) {
            made.setStamp(Stamp.of(phi.type()));
        }
    }
}
