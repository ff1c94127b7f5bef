// SPDX-License-Identifier: Apache-2.0
package dev.tandem.manager.tiering;

import dev.tandem.ir.backend.ModuleCode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Compiles all functions of a module that have no code yet, those that ran in earlier runs first. */
final class AheadOfTime {
    private final ModuleTiers tiers;
    private final ModuleCode code;
    private final List<Integer> order;
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

    AheadOfTime(ModuleTiers tiers, ModuleCode code) {
        this.tiers = tiers;
        this.code = code;
        Set<Integer> all = new LinkedHashSet<>(tiers.ranBefore());
        for (int i = tiers.module().importedFunctionCount(); i < tiers.module().functionCount(); i++) {
            all.add(i);
        }
        this.order = List.copyOf(all);
    }

    /** The first failure is thrown in the end; the other functions are compiled nevertheless. */
    void run(int threads) {
        List<Thread> helpers = new ArrayList<>();
        for (int i = 1; i < threads; i++) {
            helpers.add(Thread.ofPlatform().daemon().name("tandem-compile-" + i).start(this::work));
        }
        work();
        join(helpers);
        Throwable thrown = failure.get();
        if (thrown instanceof Error error) {
            throw error;
        } else if (thrown instanceof RuntimeException exception) {
            throw exception;
        }
    }

    private void work() {
        for (int i = next.getAndIncrement(); i < order.size(); i = next.getAndIncrement()) {
            try {
                tiers.prepareAhead(code, order.get(i));
            } catch (RuntimeException | Error e) {
                failure.compareAndSet(null, e);
            }
        }
    }

    private static void join(List<Thread> threads) {
        boolean interrupted = false;
        for (Thread thread : threads) {
            while (thread.isAlive()) {
                try {
                    thread.join();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
