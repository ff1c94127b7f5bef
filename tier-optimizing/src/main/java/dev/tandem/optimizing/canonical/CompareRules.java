// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.canonical;

import static dev.tandem.optimizing.canonical.Arithmetic.ADD;
import static dev.tandem.optimizing.canonical.Arithmetic.AND;
import static dev.tandem.optimizing.canonical.Arithmetic.REM_S;
import static dev.tandem.optimizing.canonical.Arithmetic.SUB;
import static dev.tandem.optimizing.canonical.Arithmetic.XOR;

import dev.tandem.decoder.body.Opcode;
import dev.tandem.decoder.type.ValueType;
import dev.tandem.ir.graph.IntegerStamp;
import dev.tandem.ir.graph.Node;
import dev.tandem.ir.graph.node.Operation;
import dev.tandem.optimizing.stamp.Comparison;
import org.jspecify.annotations.Nullable;

/** Comparisons and tests of integers. Constants stand right; of neighbouring relations to a constant, {@code <} and {@code >=} are canonical. */
final class CompareRules {
    private CompareRules() {}

    static @Nullable Node compare(Comparison relation, Node a, Node b, Rewriter rewriter) {
        if (a == b) {
            return rewriter.constant(32, relation.isReflexive() ? 1 : 0);
        }
        if (Constants.isInteger(a)) {
            return of(relation.mirrored(), b, a, rewriter);
        }
        if (Constants.isInteger(b)) {
            return withConstant(relation, a, b, rewriter);
        }
        boolean equality = relation == Comparison.EQ || relation == Comparison.NE;
        if (equality && (SUB.is(a) || SUB.is(b))) {
            Node difference = SUB.is(a) ? a : b;
            Node other = SUB.is(a) ? b : a;
            if (difference.input(0) == other) {
                return of(relation, difference.input(1), rewriter.constant(Constants.width(a), 0), rewriter);
            }
        }
        if (equality && ADD.byConstant(a) && ADD.byConstant(b) && a.input(1) == b.input(1)) {
            return of(relation, a.input(0), b.input(0), rewriter);
        }
        return narrowed(relation, a, b, rewriter);
    }

    private static Node of(Comparison relation, Node a, Node b, Rewriter rewriter) {
        return rewriter.operation(relation.opcode(Constants.width(a)), a, b);
    }

    /** Numbers extended alike compare as they did before; zero-extended ones are natural, so that signed relations are unsigned ones. */
    private static @Nullable Node narrowed(Comparison relation, Node a, Node b, Rewriter rewriter) {
        if (!WidthRules.isExtension(a) || !WidthRules.isExtension(b)) {
            return null;
        }
        Opcode extension = ((Operation) a).op();
        if (extension != ((Operation) b).op()) {
            return null;
        }
        return of(extension == Opcode.I64_EXTEND_I32_U ? unsigned(relation) : relation, a.input(0), b.input(0), rewriter);
    }

    private static Comparison unsigned(Comparison relation) {
        return switch (relation) {
            case LT_S -> Comparison.LT_U;
            case GT_S -> Comparison.GT_U;
            case LE_S -> Comparison.LE_U;
            case GE_S -> Comparison.GE_U;
            default -> relation;
        };
    }

    private static @Nullable Node withConstant(Comparison relation, Node a, Node b, Rewriter rewriter) {
        int width = Constants.width(a);
        long constant = Constants.value(b);
        switch (relation) {
            case GT_S, LE_S -> {
                if (constant == Constants.mask(width) >>> 1) {
                    return null; // decided: there is no greater number
                }
                Comparison next = relation == Comparison.GT_S ? Comparison.GE_S : Comparison.LT_S;
                return of(next, a, rewriter.constant(width, constant + 1), rewriter);
            }
            case GT_U, LE_U -> {
                if (constant == -1) {
                    return null;
                }
                Comparison next = relation == Comparison.GT_U ? Comparison.GE_U : Comparison.LT_U;
                return of(next, a, rewriter.constant(width, constant + 1), rewriter);
            }
            case LT_U, GE_U -> {
                if (constant == 1) {
                    return relation == Comparison.LT_U ? rewriter.isZero(a) : rewriter.isNotZero(a);
                }
            }
            default -> {}
        }
        Node narrow = narrowedToConstant(relation, a, constant, rewriter);
        if (narrow != null) {
            return narrow;
        }
        if (relation == Comparison.EQ || relation == Comparison.NE) {
            return equality(relation, a, constant, rewriter);
        }
        IntegerStamp stamp = Constants.stamp(a);
        if (relation == Comparison.GE_S && constant == 1 && stamp.min() >= 0) {
            return rewriter.isNotZero(a);
        }
        if (relation == Comparison.LT_S && constant == 1 && stamp.min() >= 0) {
            return rewriter.isZero(a);
        }
        return null;
    }

    private static @Nullable Node narrowedToConstant(Comparison relation, Node a, long constant, Rewriter rewriter) {
        if (!WidthRules.isExtension(a)) {
            return null;
        }
        boolean unsigned = ((Operation) a).op() == Opcode.I64_EXTEND_I32_U;
        // What the narrow type cannot hold is decided by the stamp.
        if (unsigned ? constant >>> 32 != 0 : constant != (int) constant) {
            return null;
        }
        return of(unsigned ? unsigned(relation) : relation, a.input(0), rewriter.constant(32, constant), rewriter);
    }

    private static @Nullable Node equality(Comparison relation, Node a, long constant, Rewriter rewriter) {
        boolean equal = relation == Comparison.EQ;
        if (Constants.isBoolean(a) && a.type() == ValueType.I32) {
            boolean same = equal == (constant == 1); // 0 and 1 are left: else the stamp decides
            return same ? a : rewriter.isZero(a);
        }
        if (constant == 0 && equal) {
            return rewriter.isZero(a);
        }
        if (!a.hasOneDataUser()) {
            return null; // the value is computed anyway, and may set the processor's flags
        }
        int width = Constants.width(a);
        if (ADD.byConstant(a)) {
            return of(relation, a.input(0), rewriter.constant(width, constant - Constants.value(a.input(1))), rewriter);
        }
        if (XOR.byConstant(a)) {
            return of(relation, a.input(0), rewriter.constant(width, constant ^ Constants.value(a.input(1))), rewriter);
        }
        if (constant == 0 && (SUB.is(a) || XOR.is(a))) {
            return of(relation, a.input(0), a.input(1), rewriter);
        }
        if (SUB.is(a) && Constants.isInteger(a.input(0))) {
            return of(relation, a.input(1), rewriter.constant(width, Constants.value(a.input(0)) - constant), rewriter);
        }
        return null;
    }

    /** {@code eqz} */
    static @Nullable Node isZero(Node a, Rewriter rewriter) {
        if (a instanceof Operation operation) {
            Opcode op = operation.op();
            if (Comparison.isComparison(op)) {
                Comparison negated = Comparison.of(op).negated();
                return of(negated, a.input(0), a.input(1), rewriter);
            }
            Opcode negated = negatedFloat(op);
            if (negated != null) {
                return rewriter.operation(negated, a.input(0), a.input(1));
            }
            if (op == Opcode.I32_EQZ || op == Opcode.I64_EQZ) {
                return a.input(0).type() == ValueType.I32 && Constants.isBoolean(a.input(0))
                        ? a.input(0)
                        : rewriter.isNotZero(a.input(0));
            }
            if (WidthRules.isExtension(a)) {
                return rewriter.isZero(a.input(0));
            }
            if (WidthRules.isWrap(a) && Constants.stamp(a.input(0)).unsignedMax() >>> 32 == 0) {
                return rewriter.isZero(a.input(0));
            }
        }
        if (!a.hasOneDataUser()) {
            return null;
        }
        if (ADD.byConstant(a)) {
            return of(Comparison.EQ, a.input(0), rewriter.constant(Constants.width(a), -Constants.value(a.input(1))), rewriter);
        }
        if (SUB.is(a) || XOR.is(a)) {
            return of(Comparison.EQ, a.input(0), a.input(1), rewriter);
        }
        if (REM_S.byConstant(a)) {
            // Of the remainder by a power of two only the sign depends on the dividend's.
            int power = ProductRules.powerOfTwo(Constants.width(a), Constants.value(a.input(1)));
            return power < 0 ? null : rewriter.isZero(rewriter.integer(AND, a.input(0), (1L << power) - 1));
        }
        return null;
    }

    /** Only equality can be negated: all other relations are false for NaN both ways. */
    static @Nullable Opcode negatedFloat(Opcode op) {
        return switch (op) {
            case F32_EQ -> Opcode.F32_NE;
            case F32_NE -> Opcode.F32_EQ;
            case F64_EQ -> Opcode.F64_NE;
            case F64_NE -> Opcode.F64_EQ;
            default -> null;
        };
    }
}
