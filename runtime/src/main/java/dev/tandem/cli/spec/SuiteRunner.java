// SPDX-License-Identifier: Apache-2.0
package dev.tandem.cli.spec;

import dev.tandem.api.Engine;
import dev.tandem.api.InstanceOptions;
import dev.tandem.cli.spec.ScriptFiles.ScriptFile;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BiConsumer;

/** Runs scripts, several at a time, each with instances of its own. */
public final class SuiteRunner {
    /** Enough for the deepest recursion that must succeed; small, so that exhausting it is quick. */
    private static final long STACK_SIZE = 16 << 20;

    private final Engine engine;
    private final InstanceOptions options;
    private final int threads;

    /**
     * @param engine compiles all modules
     * @param options of every instance
     * @param threads scripts to run at a time, 1 or more
     */
    public SuiteRunner(Engine engine, InstanceOptions options, int threads) {
        this.engine = engine;
        this.options = options;
        this.threads = threads;
    }

    /**
     * Runs scripts to their end.
     *
     * @param listener hears of each script, in the order given, on the calling thread
     */
    public void run(List<ScriptFile> scripts, BiConsumer<ScriptFile, Report> listener) throws InterruptedException {
        try (ExecutorService workers = Executors.newFixedThreadPool(
                threads, task -> new Thread(null, task, "script runner", STACK_SIZE))) {
            List<Future<Report>> reports = new ArrayList<>();
            for (ScriptFile script : scripts) {
                reports.add(workers.submit(() -> ScriptRunner.run(engine, options, script, STACK_SIZE)));
            }
            for (int i = 0; i < scripts.size(); i++) {
                listener.accept(scripts.get(i), result(reports.get(i)));
            }
        }
    }

    private static Report result(Future<Report> future) throws InterruptedException {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("the script runner failed", e.getCause());
        }
    }
}
