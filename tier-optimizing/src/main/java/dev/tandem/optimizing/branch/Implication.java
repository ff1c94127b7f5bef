// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.branch;

import dev.tandem.optimizing.stamp.Comparison;
import dev.tandem.optimizing.stamp.Comparison.Outcome;

/** What one relation of two numbers says about another one of the same two. */
final class Implication {
    private static final int LESS = 1;
    private static final int EQUAL = 2;
    private static final int GREATER = 4;

    private Implication() {}

    /** Whether {@code asked} holds if {@code given} does. */
    static Outcome of(Comparison given, Comparison asked) {
        int possible = ways(given);
        if (isSigned(given) != isSigned(asked) && !isEquality(given) && !isEquality(asked)) {
            // Order says nothing about the other order, beyond whether the numbers may be equal.
            possible = (possible & EQUAL) == 0 ? LESS | GREATER : possible == EQUAL ? EQUAL : LESS | EQUAL | GREATER;
        }
        int wanted = ways(asked);
        if ((possible & ~wanted) == 0) {
            return Outcome.TRUE;
        }
        return (possible & wanted) == 0 ? Outcome.FALSE : Outcome.OPEN;
    }

    private static boolean isEquality(Comparison relation) {
        return relation == Comparison.EQ || relation == Comparison.NE;
    }

    private static boolean isSigned(Comparison relation) {
        return switch (relation) {
            case LT_S, GT_S, LE_S, GE_S -> true;
            default -> false;
        };
    }

    /** How two numbers in the relation may be to each other. */
    private static int ways(Comparison relation) {
        return switch (relation) {
            case EQ -> EQUAL;
            case NE -> LESS | GREATER;
            case LT_S, LT_U -> LESS;
            case LE_S, LE_U -> LESS | EQUAL;
            case GT_S, GT_U -> GREATER;
            case GE_S, GE_U -> GREATER | EQUAL;
        };
    }
}
