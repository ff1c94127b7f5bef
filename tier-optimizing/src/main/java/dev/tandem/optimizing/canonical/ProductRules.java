// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.canonical;

import static dev.tandem.optimizing.canonical.Arithmetic.AND;
import static dev.tandem.optimizing.canonical.Arithmetic.DIV_S;
import static dev.tandem.optimizing.canonical.Arithmetic.DIV_U;
import static dev.tandem.optimizing.canonical.Arithmetic.MUL;
import static dev.tandem.optimizing.canonical.Arithmetic.REM_S;
import static dev.tandem.optimizing.canonical.Arithmetic.REM_U;
import static dev.tandem.optimizing.canonical.Arithmetic.SHL;
import static dev.tandem.optimizing.canonical.Arithmetic.SHR_U;

import dev.tandem.ir.graph.Node;
import org.jspecify.annotations.Nullable;

/** Products, and quotients and remainders that are known not to trap. */
final class ProductRules {
    private ProductRules() {}

    static @Nullable Node multiply(Node a, Node b, Rewriter rewriter) {
        if (!Constants.isInteger(b)) {
            return null;
        }
        int width = Constants.width(a);
        long factor = Constants.value(b);
        if (factor == 1) {
            return a;
        }
        if (factor == -1) {
            return rewriter.negated(a);
        }
        int power = powerOfTwo(width, factor);
        if (power >= 0) {
            return rewriter.integer(SHL, a, power);
        }
        if (MUL.byConstant(a)) {
            return rewriter.integer(MUL, a.input(0), Constants.value(a.input(1)) * factor);
        }
        if (SHL.byConstant(a)) {
            return rewriter.integer(MUL, a.input(0), factor << (Constants.value(a.input(1)) & (width - 1)));
        }
        return null;
    }

    /** The power of two that the number is, read as unsigned; -1 if it is none. */
    static int powerOfTwo(int width, long value) {
        long unsigned = value & Constants.mask(width);
        return Long.bitCount(unsigned) == 1 ? Long.numberOfTrailingZeros(unsigned) : -1;
    }

    /** The divisor is not 0, nor does the quotient overflow. */
    static @Nullable Node divide(Arithmetic op, Node a, Node b, Rewriter rewriter) {
        if ((op == DIV_S || op == REM_S) && Constants.isNatural(a) && Constants.isNatural(b)) {
            return rewriter.integer(op == DIV_S ? DIV_U : REM_U, a, b);
        }
        int width = Constants.width(a);
        if (op == DIV_U || op == REM_U) {
            if (Long.compareUnsigned(Constants.stamp(a).unsignedMax(), Constants.stamp(b).unsignedMin()) < 0) {
                return op == DIV_U ? rewriter.constant(width, 0) : a;
            }
            if (Constants.isInteger(b)) {
                return unsignedByConstant(op, a, Constants.value(b), rewriter);
            }
            return null;
        }
        if (Constants.is(b, 1)) {
            return op == DIV_S ? a : rewriter.constant(width, 0);
        }
        if (Constants.is(b, -1)) {
            return op == DIV_S ? rewriter.negated(a) : rewriter.constant(width, 0);
        }
        if (op == REM_S && Constants.isInteger(b) && Constants.value(b) < 0 && -Constants.value(b) > 0 && isNegatable(width, b)) {
            return rewriter.integer(REM_S, a, -Constants.value(b)); // the remainder has the sign of the dividend
        }
        return null;
    }

    private static boolean isNegatable(int width, Node constant) {
        return Constants.value(constant) != -1L << (width - 1);
    }

    private static @Nullable Node unsignedByConstant(Arithmetic op, Node a, long divisor, Rewriter rewriter) {
        int width = Constants.width(a);
        int power = powerOfTwo(width, divisor);
        if (power >= 0) {
            return op == DIV_U
                    ? rewriter.integer(SHR_U, a, power)
                    : rewriter.integer(AND, a, (1L << power) - 1);
        }
        return null;
    }
}
