// SPDX-License-Identifier: Apache-2.0
package dev.tandem.manager;

/**
 * How much a function may do in baseline code before it is reported hot.
 *
 * @param amount what it may spend, 0 if that is not counted
 * @param entryCost what an entry takes from it at most: machine code takes as many bytes as an entry likely runs, if they are fewer
 * @param backEdges whether a branch back to a loop takes from it, too: as many bytes as an iteration likely runs
 */
public record Budget(int amount, int entryCost, boolean backEdges) {
    /** Nothing is counted: the function stays in its first code. */
    public static final Budget NONE = new Budget(0, 0, false);

    public Budget {
        if (amount < 0 || entryCost < 0) {
            throw new IllegalArgumentException("budget " + amount + ", cost " + entryCost);
        }
    }
}
