// SPDX-License-Identifier: Apache-2.0
package dev.tandem.manager;

import dev.tandem.ir.code.Tier;

/**
 * Hears of what the tiers do. Called on the thread that does it, perhaps on several at once; what it throws is ignored. {@code module} is
 * always the name of the module, which may be empty.
 */
public interface TierListener {
    /** Hears nothing. */
    TierListener NONE = new TierListener() {};

    /**
     * A module has been decoded.
     *
     * @param bytes its size
     * @param functions how many it defines
     * @param nanoseconds from its first byte to its last
     */
    default void decoded(String module, long bytes, int functions, long nanoseconds) {}

    /**
     * A function was compiled.
     *
     * @param wasmBytes size of the function's body
     * @param codeBytes size of what was generated
     * @param nanoseconds how long compiling took
     */
    default void compiled(
            String module, int functionIndex, Tier tier, int wasmBytes, int codeBytes, long nanoseconds) {}

    /**
     * A function has spent its budget.
     *
     * @param heat what it has spent in all
     * @param waiting how many functions wait to be compiled at that moment
     */
    default void hot(String module, int functionIndex, long heat, int waiting) {}

    /**
     * The policy has found a hot function worth compiling again: it waits for its turn.
     *
     * @param expectedNanoseconds how long compiling will take, by experience
     * @param waiting how many functions wait besides
     */
    default void queued(String module, int functionIndex, long expectedNanoseconds, int waiting) {}

    /** A thread in the background begins to compile a function. */
    default void compiling(String module, int functionIndex) {}

    /** Calls run the code of that tier from now on. Told of code that replaces other code. */
    default void published(String module, int functionIndex, Tier tier) {}

    /**
     * Indirect calls in a function's optimized code were of functions that it did not expect.
     *
     * @param misses how many, since the code took over
     * @param again whether it is compiled again for that
     */
    default void missed(String module, int functionIndex, long misses, boolean again) {}

    /** The code of that tier was freed: nothing runs in it any more. */
    default void retired(String module, int functionIndex, Tier tier, int codeBytes) {}

    /**
     * Optimized code of earlier runs was found for a module.
     *
     * @param functions how many have code there
     * @param bytes what was read
     * @param nanoseconds how long that took; the guest need not have waited for it
     */
    default void cacheHit(String module, int functions, long bytes, long nanoseconds) {}

    /** No optimized code of earlier runs was found for a module, though it was looked for. */
    default void cacheMiss(String module, long nanoseconds) {}

    /** A function has optimized code of an earlier run, and no other compiler need look at it. */
    default void cached(String module, int functionIndex, int wasmBytes, int codeBytes) {}

    /**
     * Optimized code was written to the cache, in the background.
     *
     * @param functions how many functions have new code there
     * @param bytes size of what is kept of the module
     */
    default void cacheWritten(String module, int functions, long bytes, long nanoseconds) {}

    /** A compiler refused a function or failed at it. Told once for a function and tier. */
    default void failed(String module, int functionIndex, Tier tier, Throwable cause) {}

    /** A compilation was given up, because the module was closed. */
    default void cancelled(String module, int functionIndex) {}
}
