// SPDX-License-Identifier: Apache-2.0
package dev.tandem.manager;

/**
 * What the tiers did for one module so far.
 *
 * @param hot functions that have spent a budget
 * @param waiting functions that wait to be compiled again or are just being
 * @param published functions whose code was replaced by better code
 * @param refused functions that the optimizing tier refused or failed at
 * @param cached functions whose first code came from the cache
 * @param missed calls that optimized code guarded and that were of others than it expected, as far as that was reported
 * @param renewed functions that were compiled again for such misses
 */
public record CompilationStatistics(
        TierStatistics baseline,
        TierStatistics optimizing,
        int hot,
        int waiting,
        int published,
        int refused,
        int cached,
        long missed,
        int renewed) {
    /**
     * The share of one tier.
     *
     * @param functions functions compiled
     * @param wasmBytes size of their bodies
     * @param codeBytes size of what was generated
     * @param nanoseconds time spent compiling, summed over all threads
     */
    public record TierStatistics(int functions, long wasmBytes, long codeBytes, long nanoseconds) {}
}
