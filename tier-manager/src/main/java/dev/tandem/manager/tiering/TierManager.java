// SPDX-License-Identifier: Apache-2.0
package dev.tandem.manager.tiering;

import dev.tandem.baseline.spi.BaselineCompiler;
import dev.tandem.decoder.module.WasmModule;
import dev.tandem.manager.cache.CodeCache;
import dev.tandem.manager.ProfilingPolicy;
import dev.tandem.manager.TierListener;
import dev.tandem.manager.TieringPolicy;
import dev.tandem.optimizing.spi.CompilationRequest;
import dev.tandem.optimizing.spi.OptimizingCompiler;
import jakarta.inject.Inject;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The tiers of an engine, the policies between them, and the threads that compile in the background. Thread-safe. */
public final class TierManager {
    private final BaselineCompiler baseline;
    private final Optional<OptimizingCompiler> optimizing;
    private final TieringPolicy policy;
    private final ProfilingPolicy profiling;
    private final TierListener listener;
    private final Optional<CodeCache> cache;
    private final Pace pace = new Pace();

    /** Made when first needed, which most short programs never do. */
    private volatile @Nullable CompilationQueue queue;

    /** @param optimizing of the same backend as {@code baseline}, if there is one */
    @Inject
    public TierManager(
            BaselineCompiler baseline,
            Optional<OptimizingCompiler> optimizing,
            TieringPolicy policy,
            ProfilingPolicy profiling,
            TierListener listener,
            Optional<CodeCache> cache) {
        this.baseline = baseline;
        this.optimizing = optimizing;
        this.policy = policy.on(baseline.backend());
        this.profiling = profiling;
        this.listener = listener;
        this.cache = optimizing.isPresent() ? cache : Optional.empty();
    }

    /**
     * Takes a module into care.
     *
     * @throws dev.tandem.ir.code.CompilationException if the baseline tier cannot run it
     */
    public ModuleTiers manage(WasmModule module) {
        baseline.check(module);
        return new ModuleTiers(module, this);
    }

    /**
     * What a compiler makes of a function, for people to read; empty if it has no text for that.
     *
     * @param stage of which compiler, and how far: {@code "baseline"} is the baseline compiler's code, all others are the
     *     optimizing compiler's
     */
    public Optional<String> listing(WasmModule module, int functionIndex, String stage) {
        return stage.equals("baseline")
                ? baseline.listing(module, module.body(functionIndex))
                : optimizing.flatMap(compiler ->
                        compiler.listing(new CompilationRequest(module, module.body(functionIndex)), stage));
    }

    BaselineCompiler baseline() {
        return baseline;
    }

    Optional<OptimizingCompiler> optimizing() {
        return optimizing;
    }

    TieringPolicy policy() {
        return policy;
    }

    ProfilingPolicy profiling() {
        return profiling;
    }

    Pace pace() {
        return pace;
    }

    TierListener listener() {
        return listener;
    }

    /** Where optimized code is kept between runs. */
    public Optional<CodeCache> cache() {
        return cache;
    }

    /** Writes to the cache what is not there yet. */
    public void close() {
        cache.ifPresent(CodeCache::close);
    }

    CompilationQueue queue() {
        CompilationQueue made = queue;
        if (made == null) {
            synchronized (this) {
                made = queue;
                if (made == null) {
                    int processors = Runtime.getRuntime().availableProcessors();
                    made = new CompilationQueue(
                            policy.order(),
                            Math.max(1, policy.threads(processors)),
                            candidate -> candidate.tiers().recompile(candidate));
                    queue = made;
                }
            }
        }
        return made;
    }

    /** The queue, if anything was ever hot. */
    @Nullable CompilationQueue queueIfAny() {
        return queue;
    }
}
