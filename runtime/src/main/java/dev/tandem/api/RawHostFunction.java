// SPDX-License-Identifier: Apache-2.0
package dev.tandem.api;

/** A host function of numbers, called without boxing and without method handles: the cheapest to set up. */
@FunctionalInterface
public interface RawHostFunction {
    /**
     * Called by the guest.
     *
     * @param caller the instance that imported the function
     * @param values the arguments as in {@link Function#callRaw(long[])}, an {@code i32} zero-extended; the results are to replace them, from
     *     element 0. Only valid during the call; may be longer than needed.
     * @throws Exception anything, {@link Error}s too: ends the guest's activation and reaches the embedder as the same object
     */
    void call(Instance caller, long[] values) throws Exception;
}
