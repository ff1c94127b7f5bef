// SPDX-License-Identifier: Apache-2.0
package dev.tandem.manager;

/** What the compilers did for one module so far. */
public record CompilationStatistics(TierStatistics baseline, TierStatistics optimizing) {
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
