// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.jvm.support;

import dev.tandem.ir.vm.Context;
import dev.tandem.ir.vm.FunctionReference;

/**
 * Runs pending tail calls in constant stack. A function that ends in a tail call leaves callee and arguments in its context and
 * returns; its caller's frame of this loop makes the call, and the next one.
 */
public final class TailCalls {
    private TailCalls() {}

    /** Runs what is pending in {@code context}; leaves the results in its slots, from slot 0. */
    @SuppressWarnings("ReferenceEquality") // contexts are identities
    public static void run(Context context) {
        Context from = context;
        FunctionReference callee = from.tailCallee;
        while (callee != null) {
            from.tailCallee = null;
            callee.code.tailCallRaw(from.results, from.referenceResults, callee);
            FunctionReference next = callee.context.tailCallee;
            if (next == null) {
                break;
            }
            from = callee.context;
            callee = next;
        }
        if (from != context) {
            int slots = Math.min(from.results.length, context.results.length);
            System.arraycopy(from.results, 0, context.results, 0, slots);
            System.arraycopy(from.referenceResults, 0, context.referenceResults, 0, slots);
        }
    }

    /** Moves results after the first from {@code context} to where a tail call wants them. */
    public static void giveResults(Context context, long[] numbers, Object[] references, int slots) {
        System.arraycopy(context.results, 1, numbers, 1, slots - 1);
        if (references.length >= slots) {
            System.arraycopy(context.referenceResults, 1, references, 1, slots - 1);
        }
    }
}
