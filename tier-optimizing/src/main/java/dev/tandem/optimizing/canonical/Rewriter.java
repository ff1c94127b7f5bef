// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.canonical;

import dev.tandem.decoder.body.Opcode;
import dev.tandem.decoder.type.ValueType;
import dev.tandem.ir.graph.ControlNode;
import dev.tandem.ir.graph.FixedNode;
import dev.tandem.ir.graph.Graph;
import dev.tandem.ir.graph.IntegerStamp;
import dev.tandem.ir.graph.Node;
import dev.tandem.ir.graph.NodeKind;
import dev.tandem.ir.graph.Stamp;
import dev.tandem.ir.graph.node.ConstantInt;
import dev.tandem.ir.graph.node.ConstantLong;
import dev.tandem.ir.graph.node.Loop;
import dev.tandem.ir.graph.node.Operation;
import dev.tandem.ir.graph.node.Parameter;
import dev.tandem.ir.graph.node.Phi;
import dev.tandem.ir.graph.node.Region;
import dev.tandem.optimizing.pipeline.PhaseContext;
import java.util.Arrays;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * Applies the rules to every node that changed, until none applies: a worklist, first in, first out. When a node changes, the nodes whose rules may look at
 * it come on the list again: its users, their users, and what it used.
 */
final class Rewriter {
    /** Steps a node on average; far beyond what graphs take. A net under a rule that loops. */
    private static final int MOST_STEPS = 100;
    /** Users of users are not asked again beyond so many: they would be constants' or parameters'. */
    private static final int MOST_USERS = 64;

    private static final int FEW_USERS = 4;
    /** A phi in a cycle could get narrower again and again. */
    private static final int MOST_REFINEMENTS = 4;

    private final Graph graph;
    private final PhaseContext context;
    private int[] queue = new int[256];
    private int head;
    private int count;
    private final BitSet queued = new BitSet();
    private long stepsLeft = 1;
    private int changes;
    private byte[] refinements = new byte[256];

    Rewriter(Graph graph, PhaseContext context) {
        this.graph = graph;
        this.context = context;
    }

    Graph graph() {
        return graph;
    }

    PhaseContext context() {
        return context;
    }

    /** How often something changed. */
    int changes() {
        return changes;
    }

    /** Whether the net under endless rewriting was needed. */
    boolean isExhausted() {
        return stepsLeft <= 0;
    }

    void run() {
        BitSet changed = graph.takeChanged();
        for (int id = changed.nextSetBit(0); id >= 0; id = changed.nextSetBit(id + 1)) {
            Node node = graph.node(id);
            if (node != null) {
                enqueue(node);
                enqueueUsers(node);
            }
        }
        // Ranges of induction variables depend on the test at the other end of the loop.
        for (Node node : graph.nodes()) {
            if (node instanceof Loop) {
                for (int i = 0; i < node.userCount(); i++) {
                    enqueue(node.user(i));
                }
            }
        }
        stepsLeft = (long) MOST_STEPS * (graph.size() + 100);
        while (count > 0 && stepsLeft-- > 0) {
            int id = queue[head];
            head = (head + 1) & (queue.length - 1);
            count--;
            queued.clear(id);
            Node node = graph.node(id);
            if (node != null) {
                process(node);
            }
            if ((stepsLeft & 0xfff) == 0) {
                context.checkBudget();
            }
        }
        graph.takeChanged(); // all of it was looked at
    }

    void enqueue(Node node) {
        if (!node.isAlive() || queued.get(node.id())) {
            return;
        }
        queued.set(node.id());
        if (count == queue.length) {
            int[] larger = new int[2 * count];
            for (int i = 0; i < count; i++) {
                larger[i] = queue[(head + i) & (count - 1)];
            }
            queue = larger;
            head = 0;
        }
        queue[(head + count++) & (queue.length - 1)] = node.id();
    }

    /** Whoever may look at {@code node}: users, and users of pure users. */
    void enqueueUsers(Node node) {
        for (int i = 0; i < node.userCount(); i++) {
            Node user = node.user(i);
            enqueue(user);
            if (!(user instanceof ControlNode) && user.userCount() <= MOST_USERS) {
                for (int k = 0; k < user.userCount(); k++) {
                    enqueue(user.user(k));
                }
            }
        }
    }

    /** What {@code node} uses, before it goes. */
    void enqueueInputs(Node node) {
        for (int i = 0; i < node.inputCount(); i++) {
            enqueueLeft(node.input(i));
        }
    }

    /** What loses a user; those that are left may be the only ones. */
    private void enqueueLeft(Node node) {
        enqueue(node);
        if (node.userCount() <= FEW_USERS) {
            enqueueUsers(node);
        }
    }

    private void process(Node node) {
        if (node instanceof ControlNode control) {
            if (node.kind() == NodeKind.VALUE) {
                refine(node);
            }
            changes += ControlRules.simplify(control, this) ? 1 : 0;
            return;
        }
        if (!node.hasUsers() && !(node instanceof Parameter)) {
            kill(node);
            return;
        }
        if (node.isUnique()) {
            Node known = graph.reunique(node);
            if (known != node) {
                replace(node, known);
                return;
            }
        }
        refine(node);
        Node by = ValueRules.simplify(node, this);
        if (by != null && by != node) {
            replace(node, by);
        }
    }

    /** Kills a floating node without users. */
    private void kill(Node node) {
        enqueueInputs(node);
        node.kill();
        changes++;
    }

    /** Sets the stamp that follows from the inputs' if it says more than the present one. */
    private void refine(Node node) {
        Stamp computed = Stamps.of(node);
        Stamp present = node.stamp();
        if (computed != null && !computed.equals(present) && isNarrower(computed, present)) {
            if (node instanceof Phi && !mayRefineAgain(node)) {
                return;
            }
            node.setStamp(computed);
            enqueueUsers(node);
        }
    }

    private boolean mayRefineAgain(Node node) {
        int id = node.id();
        if (id >= refinements.length) {
            refinements = Arrays.copyOf(refinements, Math.max(id + 1, 2 * refinements.length));
        }
        return refinements[id]++ < MOST_REFINEMENTS;
    }

    private static boolean isNarrower(Stamp stamp, Stamp than) {
        if (stamp instanceof IntegerStamp a && than instanceof IntegerStamp b) {
            return a.width() == b.width() && b.includes(a);
        }
        return stamp.kind() == NodeKind.VALUE && stamp.type() == than.type() && than.union(stamp).equals(than);
    }

    /** {@code by} takes the place of a floating node. */
    void replace(Node node, Node by) {
        changes++;
        enqueueUsers(node);
        enqueueInputs(node);
        enqueue(by);
        node.replaceAllUses(by);
        if (node.isAlive() && !(node instanceof Parameter)) {
            if (node instanceof Phi) {
                for (int i = node.inputCount() - 1; i >= 0; i--) {
                    node.removeInput(i);
                }
            }
            node.kill();
        }
    }

    /** {@code by} takes the place of a fixed node's value; the node leaves the chain. */
    void replaceFixed(FixedNode node, Node by) {
        changes++;
        enqueueUsers(node);
        enqueueInputs(node);
        enqueue(by);
        node.removeFromChain();
        node.replaceDataUses(by);
        node.kill();
    }

    /** {@code by}, not yet in the graph, takes the place of a fixed node: its value, its token and its place in the chain. */
    void replaceInPlace(FixedNode node, FixedNode by) {
        changes++;
        graph.add(by.at(node.position()));
        enqueueUsers(node);
        enqueueInputs(node);
        node.replaceAllUses(by);
        node.kill();
        enqueue(by);
    }

    /** A rule changed the graph on its own. */
    void changed() {
        changes++;
    }

    /** Kills code that is no longer reached; what it leaves comes on the list. */
    void killControl(ControlNode first) {
        changes++;
        for (Node touched : Removal.killControl(first)) {
            if (touched instanceof Region && touched.isAlive()) {
                enqueue(touched);
                enqueueUsers(touched);
            } else if (touched.isAlive()) {
                enqueueLeft(touched);
            }
        }
    }

    // New nodes

    /** An equal node of the graph, or this one, which then comes on the list. */
    <T extends Node> T unique(T node) {
        int before = graph.capacity();
        T unique = graph.unique(node);
        if (graph.capacity() != before) {
            refine(unique);
            enqueue(unique);
        }
        return unique;
    }

    Node constant(int width, long value) {
        return unique(width == 32 ? new ConstantInt((int) value) : new ConstantLong(value));
    }

    Node operation(Opcode op, Node... inputs) {
        return unique(new Operation(op, inputs));
    }

    /** Of the width of {@code a}. */
    Node integer(Arithmetic op, Node a, Node b) {
        return operation(op.opcode(Constants.width(a)), a, b);
    }

    /** With a constant of the same width. */
    Node integer(Arithmetic op, Node a, long b) {
        int width = Constants.width(a);
        return operation(op.opcode(width), a, constant(width, b));
    }

    /** {@code 0 - a} */
    Node negated(Node a) {
        int width = Constants.width(a);
        return operation(Arithmetic.SUB.opcode(width), constant(width, 0), a);
    }

    /** {@code a} as a truth value in canonical form: 1 if it is not zero. */
    Node isNotZero(Node a) {
        boolean narrow = a.type() == ValueType.I32;
        return operation(narrow ? Opcode.I32_NE : Opcode.I64_NE, a, constant(narrow ? 32 : 64, 0));
    }

    Node isZero(Node a) {
        return operation(a.type() == ValueType.I32 ? Opcode.I32_EQZ : Opcode.I64_EQZ, a);
    }

    /** The constant that the stamp says a value is, or null. */
    @Nullable Node constantOf(Stamp stamp) {
        return stamp instanceof IntegerStamp integer && integer.isConstant() ? constant(integer.width(), integer.min()) : null;
    }
}
