// SPDX-License-Identifier: Apache-2.0
package dev.tandem.api;

import java.util.function.Consumer;

/**
 * How a module is compiled while it arrives. Immutable.
 *
 * @param compileThreads threads that compile every function as soon as it is here, 0 or more; with 0 functions are compiled when first called
 * @param earlyCalls whether {@linkplain ModuleArrival#instantiate instances} may be made before the last byte is in
 * @param listener told of progress after every piece of the module, and when it is complete, on the thread that delivers it; what it throws is ignored
 */
public record StreamingOptions(int compileThreads, boolean earlyCalls, Consumer<ModuleArrival.Progress> listener) {
    public StreamingOptions {
        if (compileThreads < 0) {
            throw new CallException("compileThreads must be 0 or more: " + compileThreads);
        }
    }

    /** Lazy, no early calls, nobody told. */
    public static StreamingOptions standard() {
        return new StreamingOptions(0, false, progress -> {});
    }

    /** @param threads 0 or more */
    public StreamingOptions withCompileThreads(int threads) {
        return new StreamingOptions(threads, earlyCalls, listener);
    }

    public StreamingOptions withEarlyCalls(boolean allowed) {
        return new StreamingOptions(compileThreads, allowed, listener);
    }

    public StreamingOptions withListener(Consumer<ModuleArrival.Progress> told) {
        return new StreamingOptions(compileThreads, earlyCalls, told);
    }
}
