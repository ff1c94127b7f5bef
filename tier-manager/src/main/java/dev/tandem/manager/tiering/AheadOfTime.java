// SPDX-License-Identifier: Apache-2.0
package dev.tandem.manager.tiering;

import dev.tandem.decoder.module.WasmModule;
import dev.tandem.ir.backend.ModuleCode;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Compiles all functions of a module that have no code yet. */
final class AheadOfTime {
    private final WasmModule module;
    private final ModuleCode code;
    private final AtomicInteger next;
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

    AheadOfTime(WasmModule module, ModuleCode code) {
        this.module = module;
        this.code = code;
        this.next = new AtomicInteger(module.importedFunctionCount());
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
        for (int i = next.getAndIncrement(); i < module.functionCount(); i = next.getAndIncrement()) {
            try {
                code.prepare(i);
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
