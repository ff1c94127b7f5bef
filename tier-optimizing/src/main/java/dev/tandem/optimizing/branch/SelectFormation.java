// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.branch;

import dev.tandem.decoder.body.Opcode;
import dev.tandem.decoder.type.ValueType;
import dev.tandem.ir.graph.Graph;
import dev.tandem.ir.graph.Node;
import dev.tandem.ir.graph.node.Constant;
import dev.tandem.ir.graph.node.If;
import dev.tandem.ir.graph.node.IfFalse;
import dev.tandem.ir.graph.node.IfTrue;
import dev.tandem.ir.graph.node.Loop;
import dev.tandem.ir.graph.node.Operation;
import dev.tandem.ir.graph.node.Phi;
import dev.tandem.ir.graph.node.Region;
import dev.tandem.ir.graph.node.Select;
import dev.tandem.optimizing.pipeline.Phase;
import dev.tandem.optimizing.pipeline.PhaseContext;
import dev.tandem.optimizing.pipeline.Target;
import org.jspecify.annotations.Nullable;

/**
 * Branches that only choose between two integers at hand become {@link Select}s: a processor that has to guess where they lead would guess
 * wrong every other time. Both ways must be empty, so nothing that can trap or has an effect is ever done in vain.
 *
 * <p>A select waits for its condition and for both values, where a branch that is guessed right waits for neither. So the minimum, maximum
 * and absolute value are always chosen, whose comparison needs the values anyway; others only if it is open which way they go and next to nothing is
 * computed for them. HotSpot decides this by its own profile: there the phase does nothing.
 */
public final class SelectFormation extends Phase {
    /** A way that is less likely is left to branch prediction. */
    private static final double LEAST = 0.1;

    /** The same where values are compared with each other. */
    private static final double LEAST_OF_COMPARED = 0.01;

    /** So many operations may be done that are not needed. */
    private static final int MOST_OPERATIONS = 1;

    public SelectFormation() {
        super("select-formation");
    }

    @Override
    protected void run(Graph graph, PhaseContext context) {
        if (context.target().equals(Target.JVM)) {
            return;
        }
        // Inner branches come later as a rule; once they are gone, outer ones may have empty ways.
        for (int id = graph.capacity() - 1; id >= 0; id--) {
            if (graph.node(id) instanceof If branch && graph.room() > 0) {
                select(branch);
            }
        }
    }

    private static void select(If branch) {
        IfTrue ifTrue = branch.trueSuccessor();
        IfFalse ifFalse = branch.falseSuccessor();
        if (!(ifTrue.next() instanceof Region region) || ifFalse.next() != region || region instanceof Loop || branch.condition() instanceof Constant) {
            return;
        }
        int first = ifTrue.nextSlot();
        int second = ifFalse.nextSlot();
        Phi choice = onlyChoice(region, first, second);
        if (choice != null && pays(branch, choice.value(first), choice.value(second))) {
            Graph graph = branch.graph();
            choice.setInput(
                    first + 1,
                    graph.unique(new Select(choice.type(), branch.condition(), choice.value(first), choice.value(second))));
            region.setInput(first, branch.control());
            region.removePredecessor(second);
            ifTrue.kill();
            ifFalse.kill();
            branch.kill();
            if (region.predecessorCount() == 1) {
                dissolve(region);
            }
        }
    }

    /** The phi whose values differ, if there is just one and it is an integer. */
    private static @Nullable Phi onlyChoice(Region region, int first, int second) {
        Phi only = null;
        for (Phi phi : region.phis()) {
            if (phi.value(first) != phi.value(second)) {
                if (only != null || (phi.type() != ValueType.I32 && phi.type() != ValueType.I64)) {
                    return null;
                }
                only = phi;
            }
        }
        return only;
    }

    private static boolean pays(If branch, Node ifTrue, Node ifFalse) {
        double least = Math.min(branch.probability(), 1 - branch.probability());
        Node condition = branch.condition();
        int operations = operations(condition, ifTrue) + operations(condition, ifFalse);
        if (operations > MOST_OPERATIONS) {
            return false;
        }
        return least >= (isCompared(condition, ifTrue) && isCompared(condition, ifFalse) ? LEAST_OF_COMPARED : LEAST);
    }

    /** Whether the condition waits for all that the value needs: it compares the value, or what the value is computed from. */
    private static boolean isCompared(Node condition, Node value) {
        return value instanceof Constant
                || isInput(condition, value)
                || (value instanceof Operation operation
                        && isInput(condition, operation.input(operation.inputCount() - 1))
                        && operation.input(0) instanceof Constant);
    }

    private static boolean isInput(Node condition, Node value) {
        for (int i = 0; i < condition.inputCount(); i++) {
            if (condition.input(i) == value) {
                return true;
            }
        }
        return false;
    }

    /** How many operations are done for the value alone; more than are allowed if one of them is not cheap. */
    private static int operations(Node condition, Node value) {
        if (!(value instanceof Operation operation) || isInput(condition, value)) {
            return 0;
        }
        if (!isCheap(operation.op())) {
            return MOST_OPERATIONS + 1;
        }
        int count = 1;
        for (int i = 0; i < operation.inputCount() && count <= MOST_OPERATIONS; i++) {
            // What others use as well is computed anyway, as a rule.
            count += operation.input(i).hasOneDataUser() ? operations(condition, operation.input(i)) : 0;
        }
        return count;
    }

    /** One instruction that takes one cycle. */
    private static boolean isCheap(Opcode op) {
        return switch (op) {
            case I32_ADD, I32_SUB, I32_AND, I32_OR, I32_XOR, I32_SHL, I32_SHR_S, I32_SHR_U,
                    I64_ADD, I64_SUB, I64_AND, I64_OR, I64_XOR, I64_SHL, I64_SHR_S, I64_SHR_U,
                    I32_WRAP_I64, I64_EXTEND_I32_S, I64_EXTEND_I32_U -> true;
            default -> false;
        };
    }

    /** Only one way leads here now. */
    private static void dissolve(Region region) {
        for (Phi phi : region.phis()) {
            phi.replaceAllUses(phi.value(0));
            phi.kill();
        }
        region.replaceAllUses(region.predecessor(0));
        region.kill();
    }
}
