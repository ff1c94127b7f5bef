// SPDX-License-Identifier: Apache-2.0
package dev.tandem.manager.tiering;

import dev.tandem.decoder.module.FunctionBody;
import dev.tandem.decoder.module.WasmModule;
import dev.tandem.ir.backend.FunctionCompiler;
import dev.tandem.ir.backend.ModuleCode;
import dev.tandem.ir.code.CodeArtifact;
import dev.tandem.ir.code.CompilationException;
import dev.tandem.ir.code.Tier;
import dev.tandem.ir.profile.Instrumentation;
import dev.tandem.manager.CompilationStatistics;
import dev.tandem.manager.CompilationStatistics.TierStatistics;
import dev.tandem.optimizing.spi.CompilationRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The tiers at work on one module. Thread-safe. */
public final class ModuleTiers implements FunctionCompiler {
    private final WasmModule module;
    private final String name;
    private final TierManager manager;
    private final Share baseline = new Share();
    private final Share optimized = new Share();

    ModuleTiers(WasmModule module, String name, TierManager manager) {
        this.module = module;
        this.name = name;
        this.manager = manager;
    }

    @Override
    public CodeArtifact compile(int functionIndex) {
        FunctionBody body = module.body(functionIndex);
        if (manager.optimizing().isPresent()
                && manager.policy().firstTier(module, body) == Tier.OPTIMIZED) {
            CodeArtifact artifact = tryOptimizing(body);
            if (artifact != null) {
                return artifact;
            }
        }
        long start = System.nanoTime();
        try {
            CodeArtifact artifact = manager.baseline().compile(module, body, Instrumentation.NONE);
            compiled(baseline, body, artifact, System.nanoTime() - start);
            return artifact;
        } catch (RuntimeException e) {
            failed(functionIndex, Tier.BASELINE, e);
            throw explain(e, functionIndex);
        }
    }

    private @Nullable CodeArtifact tryOptimizing(FunctionBody body) {
        long start = System.nanoTime();
        try {
            CodeArtifact artifact = manager.optimizing()
                    .orElseThrow()
                    .compile(new CompilationRequest(module, body))
                    .artifact();
            compiled(optimized, body, artifact, System.nanoTime() - start);
            return artifact;
        } catch (RuntimeException e) {
            failed(body.functionIndex(), Tier.OPTIMIZED, e);
            return null;
        }
    }

    private static CompilationException explain(RuntimeException cause, int functionIndex) {
        if (cause instanceof CompilationException refusal) {
            return refusal;
        }
        CompilationException failure = new CompilationException(
                "the compiler failed, which is its own fault and not the module's: " + cause, functionIndex);
        failure.initCause(cause);
        return failure;
    }

    private void compiled(Share share, FunctionBody body, CodeArtifact artifact, long nanoseconds) {
        share.add(body.size(), artifact.size(), nanoseconds);
        try {
            manager.listener()
                    .compiled(name, body.functionIndex(), artifact.tier(), body.size(), artifact.size(), nanoseconds);
        } catch (RuntimeException ignored) {
            // A listener's fault must not stop the guest.
        }
    }

    private void failed(int functionIndex, Tier tier, Throwable cause) {
        try {
            manager.listener().failed(name, functionIndex, tier, cause);
        } catch (RuntimeException ignored) {
            // A listener's fault must not hide the compiler's.
        }
    }

    /**
     * Makes sure that every function has code.
     *
     * @param threads how many threads work at it, the current one included
     * @throws RuntimeException the first that a compiler threw; the other functions are compiled nevertheless
     */
    public void compileAll(ModuleCode code, int threads) {
        AtomicInteger next = new AtomicInteger(module.importedFunctionCount());
        AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
        Runnable work = () -> {
            for (int i = next.getAndIncrement(); i < module.functionCount(); i = next.getAndIncrement()) {
                try {
                    code.prepare(i);
                } catch (RuntimeException | Error e) {
                    failure.compareAndSet(null, e);
                }
            }
        };
        List<Thread> helpers = new ArrayList<>();
        for (int i = 1; i < threads; i++) {
            helpers.add(Thread.ofPlatform().daemon().name("tandem-compile-" + i).start(work));
        }
        work.run();
        join(helpers);
        Throwable thrown = failure.get();
        if (thrown instanceof Error error) {
            throw error;
        } else if (thrown instanceof RuntimeException exception) {
            throw exception;
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

    /** What was compiled so far. */
    public CompilationStatistics statistics() {
        return new CompilationStatistics(baseline.snapshot(), optimized.snapshot());
    }

    /** One tier's part of the statistics. */
    private static final class Share {
        private int functions;
        private long wasmBytes;
        private long codeBytes;
        private long nanoseconds;

        synchronized void add(int wasm, int code, long time) {
            functions++;
            wasmBytes += wasm;
            codeBytes += code;
            nanoseconds += time;
        }

        synchronized TierStatistics snapshot() {
            return new TierStatistics(functions, wasmBytes, codeBytes, nanoseconds);
        }
    }
}
