// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.jvm;

import dev.tandem.decoder.type.ValueType;
import dev.tandem.ir.graph.EdgeKind;
import dev.tandem.ir.graph.FixedNode;
import dev.tandem.ir.graph.Node;
import dev.tandem.ir.graph.NodeKind;
import dev.tandem.ir.graph.cfg.Block;
import dev.tandem.ir.graph.cfg.Schedule;
import dev.tandem.ir.graph.node.Constant;
import dev.tandem.ir.graph.node.ImmutableGlobal;
import dev.tandem.ir.graph.node.Operation;
import dev.tandem.ir.graph.node.Phi;
import dev.tandem.ir.graph.node.RefFunc;
import dev.tandem.ir.graph.node.RefIsNull;
import dev.tandem.ir.graph.node.Select;
import dev.tandem.ir.graph.node.TargetTest;
import java.util.BitSet;
import java.util.List;

/**
 * Which nodes are evaluated where their only user is, as part of its expression. Pure ones always may be, but for those that take a
 * branch, for which the JVM's operand stack must be empty; one with a place in the chain of control only if the expression evaluates all
 * nodes of the chain up to its root in their order. (As LLVM's WebAssembly backend does: from the last operand of each root backwards.)
 */
final class Trees {
    /** More nodes do not become one expression: the code must be cut now and then. */
    private static final int MOST_NODES = 32;

    private final Schedule schedule;
    private final Operands operands;
    private final BitSet inside = new BitSet();
    private final BitSet variables = new BitSet();
    /** By node id: number of the node among its block's fixed nodes. */
    private final int[] chain;

    // Of the tree being made
    private Block block;
    private int expected;
    private int size;

    Trees(Schedule schedule, BlockSequence sequence, Operands operands, int capacity) {
        this.schedule = schedule;
        this.operands = operands;
        this.chain = new int[capacity];
        this.block = sequence.blocks().getFirst();
        for (Block each : sequence.blocks()) {
            make(each);
        }
        for (Block each : sequence.blocks()) {
            for (Node node : each.nodes()) {
                if (node.kind() == NodeKind.VALUE && !(node instanceof Constant) && !isInside(node) && hasValueUsers(node, 1)) {
                    variables.set(node.id());
                }
            }
        }
    }

    /** Whether the node has no code of its own, but that of its user's expression. */
    boolean isInside(Node node) {
        return inside.get(node.id());
    }

    private void make(Block each) {
        block = each;
        List<Node> nodes = each.nodes();
        int[] fixedBefore = new int[nodes.size()];
        int fixed = 0;
        for (int i = 0; i < fixedBefore.length; i++) {
            fixedBefore[i] = fixed;
            if (nodes.get(i) instanceof FixedNode node) {
                chain[node.id()] = fixed++;
            }
        }
        for (int i = fixedBefore.length - 1; i >= 0; i--) {
            Node root = nodes.get(i);
            if (!isInside(root) && !(root instanceof Phi)) {
                expected = fixedBefore[i] - 1;
                size = 1;
                grow(root, false);
            }
        }
    }

    private void grow(Node user, boolean pureOnly) {
        for (int at = operands.count(user) - 1; at >= 0; at--) {
            int slot = operands.slot(user, at);
            Node operand = user.input(slot);
            if (size >= MOST_NODES || !operands.isOnce(user, slot) || !isOnlyUser(operand)) {
                continue;
            }
            if (operands.isDecision(operand) && !(operands.isTest(operand) && operands.isCondition(user, slot))) {
                continue;
            }
            boolean pure = pureOnly || operands.isPureOnly(user, slot);
            if (operand instanceof FixedNode node) {
                if (pure || chain[node.id()] != expected) {
                    continue;
                }
                expected--;
            }
            inside.set(operand.id());
            size++;
            grow(operand, pure);
        }
    }

    /** Whether the operand is an expression of this block that nobody else asks for. */
    private boolean isOnlyUser(Node operand) {
        return isExpression(operand) && block.equals(schedule.block(operand)) && !hasValueUsers(operand, 2);
    }

    private static boolean isExpression(Node node) {
        if (node.kind() != NodeKind.VALUE || node.type().equals(ValueType.V128)) {
            return false;
        }
        return node instanceof FixedNode
                || node instanceof Operation
                || node instanceof Select
                || node instanceof RefIsNull
                || node instanceof RefFunc
                || node instanceof TargetTest
                || node instanceof ImmutableGlobal;
    }

    /** Whether at least so many edges lead to users of the value. */
    private static boolean hasValueUsers(Node node, int least) {
        int count = 0;
        for (int i = 0; i < node.userCount() && count < least; i++) {
            if (node.userKind(i) == EdgeKind.VALUE) {
                count++;
            }
        }
        return count == least;
    }

    /** Whether the node's value is kept in a variable. Dead nodes, which have no place, may still have users that are dead, too. */
    boolean hasVariable(Node node) {
        return variables.get(node.id());
    }
}
