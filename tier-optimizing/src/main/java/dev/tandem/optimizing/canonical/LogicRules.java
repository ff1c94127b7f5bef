// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.canonical;

import static dev.tandem.optimizing.canonical.Arithmetic.AND;
import static dev.tandem.optimizing.canonical.Arithmetic.OR;
import static dev.tandem.optimizing.canonical.Arithmetic.ROTL;
import static dev.tandem.optimizing.canonical.Arithmetic.SHL;
import static dev.tandem.optimizing.canonical.Arithmetic.SHR_U;
import static dev.tandem.optimizing.canonical.Arithmetic.XOR;

import dev.tandem.decoder.body.Opcode;
import dev.tandem.ir.graph.IntegerStamp;
import dev.tandem.ir.graph.Node;
import dev.tandem.ir.graph.node.Operation;
import dev.tandem.optimizing.stamp.Comparison;
import org.jspecify.annotations.Nullable;

/** And, or, exclusive or. What is known of bits decides much. */
final class LogicRules {
    private LogicRules() {}

    static @Nullable Node simplify(Arithmetic op, Node a, Node b, Rewriter rewriter) {
        if (a == b) {
            return op == XOR ? rewriter.constant(Constants.width(a), 0) : a;
        }
        if (Constants.isInteger(b)) {
            long constant = Constants.value(b);
            Node joined = sameByConstant(op, a, constant, rewriter);
            if (joined != null) {
                return joined;
            }
            return switch (op) {
                case AND -> mask(a, constant, rewriter);
                case OR -> set(a, constant, rewriter);
                default -> flip(a, constant, rewriter);
            };
        }
        if (op == AND || op == OR) {
            Node absorbed = absorb(op, a, b);
            if (absorbed != null) {
                return absorbed;
            }
        }
        if (op == XOR) {
            if (XOR.is(a) && (a.input(0) == b || a.input(1) == b)) {
                return a.input(0) == b ? a.input(1) : a.input(0);
            }
            if (XOR.is(b) && (b.input(0) == a || b.input(1) == a)) {
                return b.input(0) == a ? b.input(1) : b.input(0);
            }
        }
        return op == AND ? null : rotation(a, b, rewriter);
    }

    /** {@code (x op c1) op c2} */
    private static @Nullable Node sameByConstant(Arithmetic op, Node a, long constant, Rewriter rewriter) {
        if (!op.byConstant(a)) {
            return null;
        }
        long inner = Constants.value(a.input(1));
        long joined =
                switch (op) {
                    case AND -> inner & constant;
                    case OR -> inner | constant;
                    default -> inner ^ constant;
                };
        return rewriter.integer(op, a.input(0), joined);
    }

    /** {@code x & (x | y)} and {@code x | (x & y)} */
    private static @Nullable Node absorb(Arithmetic op, Node a, Node b) {
        Arithmetic dual = op == AND ? OR : AND;
        if (dual.is(b) && (b.input(0) == a || b.input(1) == a)) {
            return a;
        }
        return dual.is(a) && (a.input(0) == b || a.input(1) == b) ? b : null;
    }

    private static @Nullable Node mask(Node a, long constant, Rewriter rewriter) {
        int width = Constants.width(a);
        long kept = constant & Constants.mask(width);
        IntegerStamp stamp = Constants.stamp(a);
        if ((~kept & ~stamp.zeros() & Constants.mask(width)) == 0) {
            return a;
        }
        Node needed = Demand.lowest(a, 64 - Long.numberOfLeadingZeros(kept), rewriter);
        if (needed != null) {
            return rewriter.integer(AND, needed, constant);
        }
        if (OR.byConstant(a) && (Constants.value(a.input(1)) & kept) == 0) {
            return rewriter.integer(AND, a.input(0), constant);
        }
        if (width == 64 && kept == 0xffff_ffffL) {
            return rewriter.operation(Opcode.I64_EXTEND_I32_U, rewriter.operation(Opcode.I32_WRAP_I64, a));
        }
        return null;
    }

    private static @Nullable Node set(Node a, long constant, Rewriter rewriter) {
        if (constant == 0) {
            return a;
        }
        if (constant == -1) {
            return rewriter.constant(Constants.width(a), -1);
        }
        return (constant & Constants.mask(Constants.width(a)) & ~Constants.stamp(a).ones()) == 0 ? a : null;
    }

    private static @Nullable Node flip(Node a, long constant, Rewriter rewriter) {
        if (constant == 0) {
            return a;
        }
        if (constant == 1 && Constants.isBoolean(a) && a instanceof Operation operation && isNegatable(operation.op())) {
            return rewriter.isZero(a);
        }
        return null;
    }

    private static boolean isNegatable(Opcode op) {
        return Comparison.isComparison(op) || op == Opcode.I32_EQZ || op == Opcode.I64_EQZ || CompareRules.negatedFloat(op) != null;
    }

    /** {@code (x << s) | (x >>> (width - s))}, also joined by exclusive or or addition. */
    static @Nullable Node rotation(Node a, Node b, Rewriter rewriter) {
        Node left = SHL.byConstant(a) ? a : b;
        Node right = SHL.byConstant(a) ? b : a;
        if (SHL.byConstant(left) && SHR_U.byConstant(right) && left.input(0) == right.input(0)) {
            int width = Constants.width(a);
            long by = Constants.value(left.input(1)) & (width - 1);
            if (by != 0 && by + (Constants.value(right.input(1)) & (width - 1)) == width) {
                return rewriter.integer(ROTL, left.input(0), by);
            }
        }
        return null;
    }
}
