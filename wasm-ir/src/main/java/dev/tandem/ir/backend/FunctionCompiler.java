// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.backend;

import dev.tandem.ir.code.CodeArtifact;
import dev.tandem.ir.code.Tier;

/** Makes the first code of a function, when its lazy stub is called, and hears when that code has done much. */
@FunctionalInterface
public interface FunctionCompiler {
    /** Whether the function can be compiled now; once true it stays so. A module may still be arriving. */
    default boolean isReady(int functionIndex) {
        return true;
    }

    /**
     * Returns when the function can be compiled. Called on the guest's thread before {@link #compile}, without locks, because it may take long.
     *
     * @throws RuntimeException if the function never can be, or the thread is not to wait any longer
     */
    default void await(int functionIndex) {}

    /** Called on the guest's thread; for one function by one thread at a time. */
    CodeArtifact compile(int functionIndex);

    /**
     * A function has spent its {@linkplain dev.tandem.ir.profile.Instrumentation budget}. Called on the guest's thread, so it should be quick
     * and must not throw.
     *
     * @return the new budget, positive
     */
    default int budgetSpent(int functionIndex) {
        return Integer.MAX_VALUE;
    }

    /**
     * Calls that a function's optimized code guards were of others than it expected, as often as was to be reported. Called on the guest's thread, so
     * it should be quick and must not throw.
     *
     * @return after how many more misses to report again, positive
     */
    default long guardsMissed(int functionIndex) {
        return Long.MAX_VALUE;
    }

    /** Code that was replaced has been freed, because nothing runs in it any more. */
    default void freed(int functionIndex, Tier tier, int codeBytes) {}
}
