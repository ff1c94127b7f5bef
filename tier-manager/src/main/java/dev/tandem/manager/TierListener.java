// SPDX-License-Identifier: Apache-2.0
package dev.tandem.manager;

import dev.tandem.ir.code.Tier;

/** Hears of compilations. Called on the thread that compiles, perhaps on several at once; what it throws is ignored. */
public interface TierListener {
    /** Hears nothing. */
    TierListener NONE = new TierListener() {};

    /**
     * A function was compiled and its code published.
     *
     * @param module name of the module, may be empty
     * @param wasmBytes size of the function's body
     * @param codeBytes size of what was generated
     * @param nanoseconds how long compiling took
     */
    default void compiled(
            String module, int functionIndex, Tier tier, int wasmBytes, int codeBytes, long nanoseconds) {}

    /** A compiler refused a function or failed at it. */
    default void failed(String module, int functionIndex, Tier tier, Throwable cause) {}
}
