// SPDX-License-Identifier: Apache-2.0
package dev.tandem.runtime.internal;

import dev.tandem.ir.backend.ModuleCode;
import dev.tandem.manager.tiering.ModuleTiers;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Threads that compile the functions of a module as their bodies arrive: first those that are known to have run, in the order of the module, then
 * the others. Functions whose code will likely come from a cache are left to it.
 */
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
    void start(ModuleTiers tiers, ModuleCode code) {
        if (threads > 0) {
            Set<Integer> known = new LinkedHashSet<>(new TreeSet<>(tiers.ranBefore()));
            for (int i = 0; i < bodies.expected(); i++) {
                known.add(bodies.firstFunction() + i);
            }
            List<Integer> order = List.copyOf(known);
            for (int i = 0; i < threads; i++) {
                Thread.ofPlatform().daemon().name("tandem-arrival-" + i).start(() -> work(tiers, code, order));
            }
        }
    }

    private void work(ModuleTiers tiers, ModuleCode code, List<Integer> order) {
        for (int i = next.getAndIncrement(); i < order.size(); i = next.getAndIncrement()) {
            int function = order.get(i);
            try {
                bodies.await(function);
            } catch (RuntimeException e) {
                // The arrival has failed, which its futures tell.
                return;
            }
            try {
                if (!tiers.isExpected(function)) {
                    tiers.prepareAhead(code, function);
                }
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
