// SPDX-License-Identifier: Apache-2.0
package dev.tandem.runtime.internal;

import dev.tandem.ir.backend.ModuleCode;
import java.util.concurrent.atomic.AtomicInteger;

/** Threads that compile the functions of a module in order, as their bodies arrive. */
final class EagerCompiler {
    private final BodyGate bodies;
    private final int threads;
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicInteger done = new AtomicInteger();

    EagerCompiler(BodyGate bodies, int threads) {
        this.bodies = bodies;
        this.threads = threads;
    }

    /** Starts the threads; they end with the last body, or when no more come. */
    void start(ModuleCode code) {
        for (int i = 0; i < threads; i++) {
            Thread.ofPlatform().daemon().name("tandem-arrival-" + i).start(() -> work(code));
        }
    }

    private void work(ModuleCode code) {
        for (int i = next.getAndIncrement(); i < bodies.expected(); i = next.getAndIncrement()) {
            int function = bodies.firstFunction() + i;
            try {
                bodies.await(function);
            } catch (RuntimeException e) {
                // The arrival has failed, which its futures tell.
                return;
            }
            try {
                code.prepare(function);
            } catch (RuntimeException | StackOverflowError e) {
                // The function's first call meets the same refusal and reports it.
            }
            done.incrementAndGet();
        }
    }

    int done() {
        return done.get();
    }
}
