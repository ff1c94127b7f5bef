// SPDX-License-Identifier: Apache-2.0
package dev.tandem.runtime.internal;

import dev.tandem.ir.trap.TrapCode;
import dev.tandem.ir.trap.WasmTrap;
import org.jspecify.annotations.Nullable;

/** Where threads wait for function bodies that have not arrived. Bodies arrive in order of their indices. */
final class BodyGate {
    private volatile int first;
    private volatile int count;
    /** Index after the last function whose body is here. What was written before it was set may be read after it was read. */
    private volatile int next;

    private volatile @Nullable RuntimeException failure;
    private volatile int waiting;

    /** The code section begins. */
    void expect(int firstFunction, int bodies) {
        first = firstFunction;
        next = firstFunction;
        count = bodies;
    }

    int expected() {
        return count;
    }

    int arrived() {
        return next - first;
    }

    int firstFunction() {
        return first;
    }

    void arrived(int functionIndex) {
        next = functionIndex + 1;
        if (waiting > 0) {
            wake();
        }
    }

    /** Nothing more arrives. */
    void fail(RuntimeException reason) {
        failure = reason;
        wake();
    }

    private synchronized void wake() {
        notifyAll();
    }

    /**
     * Returns when the function's body is here.
     *
     * @throws RuntimeException what ended the arrival, if it ended before
     * @throws WasmTrap if the thread is interrupted while it waits
     */
    void await(int functionIndex) {
        if (functionIndex < next) {
            return;
        }
        awaitSlowly(functionIndex);
    }

    private synchronized void awaitSlowly(int functionIndex) {
        waiting++;
        try {
            while (functionIndex >= next) {
                RuntimeException reason = failure;
                if (reason != null) {
                    throw reason;
                }
                wait();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new WasmTrap(TrapCode.INTERRUPTED, "interrupted while waiting for the code of function " + functionIndex);
        } finally {
            waiting--;
        }
    }
}
