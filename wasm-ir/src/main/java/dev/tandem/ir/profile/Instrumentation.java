// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.profile;

import java.util.Set;

/**
 * What a function's baseline code counts while it runs.
 *
 * @param budget how much the function may do before it is reported hot; 0 if that is not counted
 * @param entryCost what an entry takes from the budget at most: as many bytes as likely run, if they are fewer
 * @param backEdges whether a branch back to a loop takes from the budget, too: as many bytes as likely run in an iteration
 * @param feedback what is recorded for the optimizing compiler
 */
public record Instrumentation(int budget, int entryCost, boolean backEdges, Set<Feedback> feedback) {
    /** Nothing is counted: code that stays. */
    public static final Instrumentation NONE = new Instrumentation(0, 0, false, Set.of());

    /** The most that an entry or an iteration costs. */
    public static final int LARGEST_COST = Short.MAX_VALUE;

    public Instrumentation {
        feedback = Set.copyOf(feedback);
        if (budget < 0 || entryCost < 0) {
            throw new IllegalArgumentException("budget " + budget + ", cost " + entryCost);
        }
    }

    /** Whether nothing is counted: what {@link #equals} says of {@link #NONE}, without the method handles that a cold process makes for records. */
    public boolean isNone() {
        return budget == 0 && feedback.isEmpty();
    }

    /** Whether there is a budget. */
    public boolean hasBudget() {
        return budget > 0;
    }

    public boolean records(Feedback kind) {
        return feedback.contains(kind);
    }
}
