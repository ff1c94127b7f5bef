// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.canonical;

import dev.tandem.ir.graph.ControlNode;
import dev.tandem.ir.graph.IntegerStamp;
import dev.tandem.ir.graph.Node;
import dev.tandem.ir.graph.node.If;
import dev.tandem.ir.graph.node.IfFalse;
import dev.tandem.ir.graph.node.IfTrue;
import dev.tandem.ir.graph.node.Loop;
import dev.tandem.ir.graph.node.Operation;
import dev.tandem.ir.graph.node.Phi;
import dev.tandem.ir.graph.node.Projection;
import dev.tandem.ir.graph.node.Safepoint;
import dev.tandem.optimizing.stamp.Comparison;
import org.jspecify.annotations.Nullable;

/**
 * The range of a loop's induction variable, a phi to which each round adds a constant: from the most rounds that the test before the
 * back-edge lets control go. It proves that addresses do not wrap.
 */
final class InductionRange {
    private static final long OPEN = -1;

    private InductionRange() {}

    /** The range; null if the phi is no induction variable, or nothing bounds it. */
    static @Nullable IntegerStamp of(Phi phi, Loop loop) {
        if (loop.predecessorCount() != 2 || !isInduction(phi)) {
            return null;
        }
        long rounds = mostRounds(loop);
        return rounds == OPEN ? null : range(Constants.stamp(phi.value(0)), step(phi), rounds);
    }

    private static boolean isInduction(Phi phi) {
        return phi.valueCount() == 2
                && phi.stamp() instanceof IntegerStamp
                && Arithmetic.ADD.byConstant(phi.value(1))
                && phi.value(1).input(0) == phi;
    }

    private static long step(Phi phi) {
        return Constants.value(phi.value(1).input(1));
    }

    /** How often control comes to the loop at the most; {@link #OPEN} if that is unknown. */
    private static long mostRounds(Loop loop) {
        ControlNode end = loop.backEdge();
        if (end instanceof Safepoint safepoint) {
            end = safepoint.control();
        }
        Node condition = end instanceof IfTrue || end instanceof IfFalse ? ((If) ((Projection) end).branch()).condition() : end;
        boolean holds = end instanceof IfTrue;
        if (!(condition instanceof Operation test)) {
            return OPEN;
        }
        // A number is its own test for not being zero.
        if (!Comparison.isComparison(test.op())) {
            return holds && counter(test, loop) != null ? rounds(Comparison.NE, test, 0, 0, loop) : OPEN;
        }
        Comparison relation = Comparison.of(test.op());
        relation = holds ? relation : relation.negated();
        Node limit = test.input(1);
        Node next = test.input(0);
        if (counter(next, loop) == null) {
            relation = relation.mirrored();
            limit = test.input(0);
            next = test.input(1);
        }
        if (counter(next, loop) == null) {
            return OPEN;
        }
        IntegerStamp bound = Constants.stamp(limit);
        if (relation == Comparison.LT_U) {
            return rounds(relation, next, bound.unsignedMax(), bound.unsignedMax(), loop);
        }
        return relation == Comparison.NE && !bound.isConstant() ? OPEN : rounds(relation, next, bound.min(), bound.max(), loop);
    }

    /** The induction variable of which {@code next} is the value of the next round; null if it is none. */
    private static @Nullable Phi counter(Node next, Loop loop) {
        return Arithmetic.ADD.byConstant(next)
                        && next.input(0) instanceof Phi phi
                        && phi.region() == loop
                        && isInduction(phi)
                        && phi.value(1) == next
                ? phi
                : null;
    }

    /** Of a loop that goes on as long as the relation of {@code next} to a limit holds. */
    private static long rounds(Comparison relation, Node next, long leastLimit, long mostLimit, Loop loop) {
        Phi phi = counter(next, loop);
        if (phi == null) {
            return OPEN;
        }
        IntegerStamp first = Constants.stamp(phi.value(0));
        int width = first.width();
        long step = step(phi);
        return switch (relation) {
            case NE -> leastLimit == mostLimit ? roundsUntil(first, step, leastLimit) : OPEN;
            case LT_S -> roundsBelow(first.min(), first.max(), step, mostLimit, Constants.mask(width) >>> 1);
            // So that all numbers are positive.
            case LT_U ->
                mostLimit > 0 && first.unsignedMin() >= 0 && first.unsignedMax() >= 0
                        ? roundsBelow(
                                first.unsignedMin(),
                                first.unsignedMax(),
                                step,
                                mostLimit,
                                width == 32 ? 0xffff_ffffL : Long.MAX_VALUE)
                        : OPEN;
            default -> OPEN;
        };
    }

    /** The numbers on the way to the limit, modulo the width, do not hit it before. */
    private static long roundsUntil(IntegerStamp first, long step, long limit) {
        if (step == -1 && limit == 0 && first.unsignedMin() != 0) {
            return first.unsignedMax();
        }
        if (step == 0 || step == Long.MIN_VALUE || !first.isConstant()) {
            return OPEN;
        }
        long distance = (step > 0 ? limit - first.min() : first.min() - limit) & Constants.mask(first.width());
        long stride = Math.abs(step);
        boolean hit = distance > 0 && distance % stride == 0;
        return hit ? distance / stride : OPEN;
    }

    /** Nothing must wrap: neither the first number that is not below the limit, nor the one after the first. */
    private static long roundsBelow(long least, long most, long step, long limit, long greatest) {
        return step <= 0 || limit - 1 > greatest - step || most > greatest - step ? OPEN : rounds(limit, least, step);
    }

    private static long rounds(long limit, long first, long step) {
        long distance = limit - first;
        if (((limit ^ first) & (limit ^ distance)) < 0) {
            return OPEN;
        }
        return distance <= 0 ? 1 : (distance - 1) / step + 1;
    }

    /** From {@code first} on, {@code step} farther each round. */
    private static @Nullable IntegerStamp range(IntegerStamp first, long step, long rounds) {
        int width = first.width();
        long way = (rounds - 1) * step;
        boolean near = rounds > 0
                && step != Long.MIN_VALUE
                && Math.multiplyHigh(rounds - 1, Math.abs(step)) == 0
                && (rounds - 1) * Math.abs(step) >= 0
                && Long.compareUnsigned(Math.abs(way), Constants.mask(width)) <= 0;
        if (!near) {
            return null;
        }
        long mask = Constants.mask(width);
        long min = -1L << (width - 1);
        long max = mask >>> 1;
        long unsignedMin = 0;
        long unsignedMax = mask;
        if (way >= 0 ? first.max() <= max - way : first.min() >= min - way) {
            min = way >= 0 ? first.min() : first.min() + way;
            max = way >= 0 ? first.max() + way : first.max();
        }
        if (way >= 0
                ? Long.compareUnsigned(first.unsignedMax(), mask - way) <= 0
                : Long.compareUnsigned(first.unsignedMin(), -way) >= 0) {
            unsignedMin = way >= 0 ? first.unsignedMin() : first.unsignedMin() + way;
            unsignedMax = way >= 0 ? first.unsignedMax() + way : first.unsignedMax();
        }
        // The lowest bits that neither the first number nor the step has are clear all the way.
        int clear = Math.min(Long.numberOfTrailingZeros(~first.zeros()), Long.numberOfTrailingZeros(step));
        return IntegerStamp.of(width, min, max, unsignedMin, unsignedMax, clear == 64 ? -1 : (1L << clear) - 1, 0);
    }
}
