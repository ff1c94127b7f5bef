// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.canonical;

import static dev.tandem.optimizing.canonical.Arithmetic.ADD;
import static dev.tandem.optimizing.canonical.Arithmetic.SHL;
import static dev.tandem.optimizing.canonical.Arithmetic.SUB;

import dev.tandem.ir.graph.Node;
import org.jspecify.annotations.Nullable;

/** Sums and differences, which wrap: constants go right and to the outside, and what is added and taken away again vanishes. */
final class SumRules {
    private SumRules() {}

    static @Nullable Node add(Node a, Node b, Rewriter rewriter) {
        if (Constants.isInteger(b)) {
            return addConstant(a, Constants.value(b), rewriter);
        }
        if (a == b) {
            return rewriter.integer(SHL, a, 1);
        }
        if (SUB.is(b)) {
            if (b.input(1) == a) {
                return b.input(0); // a + (x - a)
            }
            if (Constants.is(b.input(0), 0)) {
                return rewriter.integer(SUB, a, b.input(1));
            }
        }
        if (SUB.is(a)) {
            if (a.input(1) == b) {
                return a.input(0);
            }
            if (Constants.is(a.input(0), 0)) {
                return rewriter.integer(SUB, b, a.input(1));
            }
        }
        // Constants go to the outside, where loads and comparisons can take them in.
        if (ADD.byConstant(a) && a.hasOneDataUser()) {
            return rewriter.integer(ADD, rewriter.integer(ADD, a.input(0), b), a.input(1));
        }
        if (ADD.byConstant(b) && b.hasOneDataUser()) {
            return rewriter.integer(ADD, rewriter.integer(ADD, a, b.input(0)), b.input(1));
        }
        return null;
    }

    private static @Nullable Node addConstant(Node a, long constant, Rewriter rewriter) {
        if (constant == 0) {
            return a;
        }
        if (ADD.byConstant(a)) {
            long sum = Constants.value(a.input(1)) + constant;
            // A constant that is no immediate wants a register: two sums with the same one are better than with one each.
            boolean immediate = Constants.width(a) == 32 || sum == (int) sum;
            return immediate || a.hasOneDataUser() ? rewriter.integer(ADD, a.input(0), sum) : null;
        }
        if (SUB.is(a) && Constants.isInteger(a.input(0))) {
            int width = Constants.width(a);
            return rewriter.integer(SUB, rewriter.constant(width, Constants.value(a.input(0)) + constant), a.input(1));
        }
        return null;
    }

    static @Nullable Node subtract(Node a, Node b, Rewriter rewriter) {
        if (a == b) {
            return rewriter.constant(Constants.width(a), 0);
        }
        if (Constants.isInteger(b)) {
            return rewriter.integer(ADD, a, -Constants.value(b));
        }
        if (ADD.is(a)) {
            if (a.input(0) == b) {
                return a.input(1);
            }
            if (a.input(1) == b) {
                return a.input(0);
            }
        }
        if (SUB.is(a) && a.input(0) == b) {
            return rewriter.negated(a.input(1)); // (b - x) - b
        }
        if (SUB.is(b)) {
            if (b.input(0) == a) {
                return b.input(1); // a - (a - x)
            }
            if (Constants.is(b.input(0), 0)) {
                return rewriter.integer(ADD, a, b.input(1));
            }
            if (Constants.is(a, 0)) {
                return rewriter.integer(SUB, b.input(1), b.input(0));
            }
        }
        if (ADD.is(b)) {
            if (b.input(0) == a) {
                return rewriter.negated(b.input(1));
            }
            if (b.input(1) == a) {
                return rewriter.negated(b.input(0));
            }
        }
        if (ADD.byConstant(b) && Constants.isInteger(a)) {
            int width = Constants.width(a);
            return rewriter.integer(SUB, rewriter.constant(width, Constants.value(a) - Constants.value(b.input(1))), b.input(0));
        }
        if (ADD.byConstant(b) && b.hasOneDataUser()) {
            return rewriter.integer(ADD, rewriter.integer(SUB, a, b.input(0)), -Constants.value(b.input(1)));
        }
        if (ADD.byConstant(a) && a.hasOneDataUser()) {
            return rewriter.integer(ADD, rewriter.integer(SUB, a.input(0), b), Constants.value(a.input(1)));
        }
        return null;
    }
}
