// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.branch;

import dev.tandem.decoder.body.Opcode;
import dev.tandem.ir.graph.Graph;
import dev.tandem.ir.graph.IntegerStamp;
import dev.tandem.ir.graph.Node;
import dev.tandem.ir.graph.ReferenceStamp;
import dev.tandem.ir.graph.Stamp;
import dev.tandem.ir.graph.node.Operation;
import dev.tandem.ir.graph.node.RefIsNull;
import dev.tandem.optimizing.stamp.Comparison;
import dev.tandem.optimizing.stamp.Comparison.Outcome;
import dev.tandem.optimizing.stamp.IntegerTransfer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What is known, in one place of the program, beyond the stamps: narrower stamps of values. Facts are added on the way down the dominator
 * tree and taken back on the way up ({@link #mark} and {@link #backTo}).
 *
 * <p>A condition that is known is a value known to be 0, or not to be 0.
 */
final class Facts {
    /** So deep expressions are evaluated anew with what is known of their operands. */
    private static final int DEPTH = 3;
    /** So many users of a value are searched for other comparisons of it. */
    private static final int MOST_USERS = 32;

    /** By id. */
    private final @Nullable Stamp[] known;
    private int[] changedIds = new int[64];
    private @Nullable Stamp[] previous = new Stamp[64];
    private int changes;

    Facts(Graph graph) {
        known = new Stamp[graph.capacity()];
    }

    int mark() {
        return changes;
    }

    void backTo(int mark) {
        while (changes > mark) {
            changes--;
            known[changedIds[changes]] = previous[changes];
        }
    }

    private void set(Node node, Stamp stamp) {
        if (node.id() >= known.length) {
            return; // a constant, made by this phase
        }
        if (changes == changedIds.length) {
            changedIds = Arrays.copyOf(changedIds, 2 * changes);
            previous = Arrays.copyOf(previous, 2 * changes);
        }
        changedIds[changes] = node.id();
        previous[changes++] = known[node.id()];
        known[node.id()] = stamp;
    }

    /** What is known of an integer here. */
    IntegerStamp integer(Node node) {
        return integer(node, DEPTH);
    }

    private IntegerStamp integer(Node node, int depth) {
        IntegerStamp stamp = known(node);
        if (depth == 0 || !(node instanceof Operation operation) || stamp.isConstant()) {
            return stamp;
        }
        int count = operation.inputCount();
        if (count > 2 || !(operation.input(0).stamp() instanceof IntegerStamp first)) {
            return stamp;
        }
        IntegerStamp a = integer(operation.input(0), depth - 1);
        Stamp result;
        // Where nothing more is known of the operands, the stamp says all.
        if (count == 1) {
            if (a == first) {
                return stamp;
            }
            result = IntegerTransfer.result(operation.op(), a);
        } else {
            if (!(operation.input(1).stamp() instanceof IntegerStamp second)) {
                return stamp;
            }
            IntegerStamp b = integer(operation.input(1), depth - 1);
            if (a == first && b == second) {
                return stamp;
            }
            result = IntegerTransfer.result(operation.op(), a, b);
        }
        IntegerStamp both = Intersection.of(stamp, (IntegerStamp) result);
        return both == null ? stamp : both;
    }

    private IntegerStamp known(Node node) {
        Stamp stamp = node.id() < known.length ? known[node.id()] : null;
        return (IntegerStamp) (stamp != null ? stamp : node.stamp());
    }

    /** Whether a reference is known not to be null here, or to be null. */
    Outcome isNull(Node reference) {
        Stamp here = known[reference.id()];
        Stamp stamp = here != null ? here : reference.stamp();
        if (stamp instanceof ReferenceStamp facts) {
            return facts.isNull() ? Outcome.TRUE : facts.nonNull() ? Outcome.FALSE : Outcome.OPEN;
        }
        return Outcome.OPEN;
    }

    /** Whether an i32 is known not to be zero here, or to be zero. */
    Outcome isTrue(Node condition) {
        Outcome outcome = ofStamp(integer(condition));
        if (outcome != Outcome.OPEN) {
            return outcome;
        }
        if (condition instanceof RefIsNull test) {
            return isNull(test.reference());
        }
        if (condition instanceof Operation operation && Comparison.isComparison(operation.op())) {
            return byOtherComparisons(Comparison.of(operation.op()), operation.input(0), operation.input(1));
        }
        if (condition instanceof Operation operation && operation.op() == Opcode.I32_EQZ) {
            return isTrue(operation.input(0)).negated();
        }
        return Outcome.OPEN;
    }

    private static Outcome ofStamp(IntegerStamp stamp) {
        if (!stamp.contains(0)) {
            return Outcome.TRUE;
        }
        return stamp.isConstant() ? Outcome.FALSE : Outcome.OPEN;
    }

    /** Whether a relation follows from those that are known of the same two values. */
    private Outcome byOtherComparisons(Comparison relation, Node a, Node b) {
        Node searched = a.userCount() <= b.userCount() ? a : b;
        for (int i = 0; i < Math.min(MOST_USERS, searched.userCount()); i++) {
            if (searched.user(i) instanceof Operation other && other.id() < known.length && Comparison.isComparison(other.op())) {
                boolean same = other.input(0) == a && other.input(1) == b;
                boolean mirrored = other.input(0) == b && other.input(1) == a;
                Outcome outcome = same || mirrored ? ofStamp(known(other)) : Outcome.OPEN;
                if (outcome != Outcome.OPEN) {
                    Comparison given = Comparison.of(other.op());
                    given = outcome == Outcome.TRUE ? given : given.negated();
                    Outcome implied = Implication.of(same ? given : given.mirrored(), relation);
                    if (implied != Outcome.OPEN) {
                        return implied;
                    }
                }
            }
        }
        return Outcome.OPEN;
    }

    /** From here on {@code condition} is not zero, or is. */
    void assume(Node condition, boolean holds) {
        narrow(condition, holds ? Intersection.without(integer(condition), 0) : zero(condition));
        if (condition instanceof RefIsNull test) {
            assumeNull(test.reference(), holds);
        } else if (condition instanceof Operation operation) {
            assumeOperation(operation, holds);
        }
    }

    private static IntegerStamp zero(Node node) {
        return IntegerStamp.constant(((IntegerStamp) node.stamp()).width(), 0);
    }

    private void assumeNull(Node reference, boolean isNull) {
        if (reference.stamp() instanceof ReferenceStamp stamp) {
            set(reference, new ReferenceStamp(stamp.type(), !isNull, isNull, stamp.function()));
        }
    }

    private void assumeOperation(Operation operation, boolean holds) {
        Node first = operation.input(0);
        switch (operation.op()) {
            case I32_EQZ, I64_EQZ -> {
                if (first.type() == operation.type()) {
                    assume(first, !holds);
                } else {
                    narrow(first, holds ? zero(first) : Intersection.without(integer(first), 0));
                }
            }
            case I32_AND -> {
                if (holds && isBoolean(first) && isBoolean(operation.input(1))) {
                    assume(first, true);
                    assume(operation.input(1), true);
                }
            }
            case I32_OR -> {
                if (!holds) {
                    assume(first, false);
                    assume(operation.input(1), false);
                }
            }
            default -> {
                if (Comparison.isComparison(operation.op())) {
                    Comparison relation = Comparison.of(operation.op());
                    assumeRelation(holds ? relation : relation.negated(), first, operation.input(1));
                }
            }
        }
    }

    private static boolean isBoolean(Node node) {
        return ((IntegerStamp) node.stamp()).unsignedMax() == 1;
    }

    private void assumeRelation(Comparison relation, Node a, Node b) {
        IntegerStamp first = integer(a);
        IntegerStamp second = integer(b);
        narrow(a, Intersection.given(relation, first, second));
        narrow(b, Intersection.given(relation.mirrored(), second, first));
    }

    /** From here on the integer is {@code value}. */
    void assumeValue(Node node, long value) {
        IntegerStamp stamp = integer(node);
        if (stamp.contains(value)) {
            narrow(node, IntegerStamp.constant(stamp.width(), value));
        }
    }

    private void narrow(Node node, @Nullable IntegerStamp stamp) {
        // Contradictions are met in code that is never reached; there is no use in saying more of it.
        if (stamp != null && !stamp.equals(known(node))) {
            set(node, stamp);
        }
    }
}
