// SPDX-License-Identifier: Apache-2.0
package dev.tandem.runtime.internal;

import dev.tandem.ir.trap.TrapCode;
import dev.tandem.ir.trap.WasmTrap;
import org.jspecify.annotations.Nullable;

/** Where threads wait for function bodies that have not arrived. Bodies arrive in order of their indices. */
final class BodyGate {
    /** How long an interrupted guest may go on waiting. */
    private static final int CHECK_MILLIS = 20;

    private final Runnable checkInterrupt;
    private volatile int first;
    private volatile int count;
    /** Index after the last function whose body is here. What was written before it was set may be read after it was read. */
    private volatile int next;

    private volatile @Nullable RuntimeException failure;
    private volatile int waiting;

    /** @param checkInterrupt throws if the guest on the current thread is to stop */
    BodyGate(Runnable checkInterrupt) {
        this.checkInterrupt = checkInterrupt;
    }

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

    boolean has(int functionIndex) {
        return functionIndex < next;
    }

    /**
     * Returns when the function's body is here.
     *
     * @throws RuntimeException what ended the arrival, if it ended before
     * @throws WasmTrap if the thread, or the guest on it, is interrupted while it waits
     */
    void await(int functionIndex) {
        while (functionIndex >= next) {
            awaitNext(functionIndex);
            if (functionIndex >= next) {
                checkInterrupt();
            }
        }
    }

    /** Who ends an arrival interrupts its instances afterwards. */
    private void checkInterrupt() {
        try {
            checkInterrupt.run();
        } catch (WasmTrap trap) {
            RuntimeException reason = failure;
            throw reason == null ? trap : reason;
        }
    }

    @SuppressWarnings("WaitNotInLoop") // the caller's
    private synchronized void awaitNext(int functionIndex) {
        waiting++;
        try {
            RuntimeException reason = failure;
            if (functionIndex >= next) {
                if (reason != null) {
                    throw reason;
                }
                wait(CHECK_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new WasmTrap(TrapCode.INTERRUPTED, "interrupted while waiting for the code of function " + functionIndex);
        } finally {
            waiting--;
        }
    }
}
