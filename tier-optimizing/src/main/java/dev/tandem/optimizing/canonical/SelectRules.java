// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.canonical;

import dev.tandem.decoder.body.Opcode;
import dev.tandem.decoder.type.ValueType;
import dev.tandem.ir.graph.Node;
import dev.tandem.ir.graph.node.Operation;
import dev.tandem.ir.graph.node.Select;
import dev.tandem.optimizing.stamp.Comparison;
import org.jspecify.annotations.Nullable;

/** Choices between two values, and what a condition comes down to. */
final class SelectRules {
    private SelectRules() {}

    static @Nullable Node simplify(Select select, Rewriter rewriter) {
        Node condition = select.condition();
        Node ifTrue = select.ifTrue();
        Node ifFalse = select.ifFalse();
        if (ifTrue == ifFalse || Constants.isNeverZero(condition.stamp())) {
            return ifTrue;
        }
        if (Constants.isZero(condition.stamp())) {
            return ifFalse;
        }
        Node opposite = negatedTest(condition);
        if (opposite != null) {
            return rewriter.unique(new Select(select.type(), opposite, ifFalse, ifTrue));
        }
        Node plain = plainTest(condition);
        if (plain != condition) {
            return rewriter.unique(new Select(select.type(), plain, ifTrue, ifFalse));
        }
        if (ifTrue instanceof Select inner && inner.condition() == condition) {
            return rewriter.unique(new Select(select.type(), condition, inner.ifTrue(), ifFalse));
        }
        if (ifFalse instanceof Select inner && inner.condition() == condition) {
            return rewriter.unique(new Select(select.type(), condition, ifTrue, inner.ifFalse()));
        }
        Node truth = truthValue(condition, ifTrue, ifFalse, rewriter);
        return truth != null ? truth : equalChoice(condition, ifTrue, ifFalse);
    }

    /** What {@code condition} says is zero: {@code x} for {@code x == 0}; null if it is no such test. */
    static @Nullable Node negatedTest(Node condition) {
        return condition instanceof Operation operation && operation.op() == Opcode.I32_EQZ ? operation.input(0) : null;
    }

    /** A condition is only asked whether it is zero: {@code x} for {@code x != 0}. */
    static Node plainTest(Node condition) {
        return condition instanceof Operation operation
                        && operation.op() == Opcode.I32_NE
                        && Constants.is(operation.input(1), 0)
                ? operation.input(0)
                : condition;
    }

    /** {@code c ? 1 : 0} */
    private static @Nullable Node truthValue(Node condition, Node ifTrue, Node ifFalse, Rewriter rewriter) {
        if (ifTrue.type() != ValueType.I32) {
            return null;
        }
        if (Constants.is(ifTrue, 1) && Constants.is(ifFalse, 0)) {
            return Constants.isBoolean(condition) ? condition : rewriter.isNotZero(condition);
        }
        return Constants.is(ifTrue, 0) && Constants.is(ifFalse, 1) ? rewriter.isZero(condition) : null;
    }

    /** {@code a == b ? a : b} is {@code b}. Floats are equal without being the same. */
    private static @Nullable Node equalChoice(Node condition, Node ifTrue, Node ifFalse) {
        if (!(condition instanceof Operation test) || !Comparison.isComparison(test.op())) {
            return null;
        }
        boolean compared = (test.input(0) == ifTrue && test.input(1) == ifFalse)
                || (test.input(0) == ifFalse && test.input(1) == ifTrue);
        if (!compared) {
            return null;
        }
        return switch (Comparison.of(test.op())) {
            case EQ -> ifFalse;
            case NE -> ifTrue;
            default -> null;
        };
    }
}
