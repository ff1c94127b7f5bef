// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.profile;

/**
 * What was seen of an {@code if} or {@code br_if}.
 *
 * @param taken how often the condition was not zero
 * @param passed how often it was
 */
public record BranchProfile(long taken, long passed) {
    /** A branch that was never reached, or not watched. */
    public static final BranchProfile NONE = new BranchProfile(0, 0);

    /** A guess counts as much as so many runs. */
    private static final double WEIGHT = 4;

    /**
     * How likely the condition is not zero, 0 to 1.
     *
     * @param guess what would be thought of it without having seen it
     */
    public double probability(double guess) {
        return (taken + WEIGHT * guess) / ((double) taken + passed + WEIGHT);
    }
}
