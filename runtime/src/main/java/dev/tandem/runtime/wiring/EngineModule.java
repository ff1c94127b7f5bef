// SPDX-License-Identifier: Apache-2.0
package dev.tandem.runtime.wiring;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import dev.tandem.api.Engine;
import dev.tandem.api.EngineConfig;
import dev.tandem.baseline.spi.BaselineCompiler;
import dev.tandem.ir.backend.Backend;
import dev.tandem.ir.type.TypeRegistry;
import dev.tandem.manager.ProfilingPolicy;
import dev.tandem.manager.TierListener;
import dev.tandem.manager.TieringPolicy;
import dev.tandem.manager.tiering.TierManager;
import dev.tandem.optimizing.spi.OptimizingCompiler;
import dev.tandem.optimizing.wiring.OptimizingModule;
import dev.tandem.runtime.internal.CodeGenerator;
import dev.tandem.runtime.internal.EngineImpl;
import java.util.Optional;

/**
 * The engine's wiring for deployments that change it: {@code Guice.createInjector(new EngineModule()).getInstance(Engine.class)}.
 *
 * <p>Every part is a binding of its own that {@link com.google.inject.util.Modules#override} can replace: {@link Backend},
 * {@link BaselineCompiler}, {@link TieringPolicy}, {@link ProfilingPolicy}, {@link TierListener}, {@link EngineConfig};
 * an {@link OptimizingCompiler} can be bound.
 */
@SuppressWarnings("exports") // who uses it has Guice
public final class EngineModule extends AbstractModule {
    private final EngineConfig config;

    /** With standard settings. */
    public EngineModule() {
        this(EngineConfig.standard());
    }

    public EngineModule(EngineConfig config) {
        this.config = config;
    }

    @Override
    protected void configure() {
        install(new OptimizingModule());
        bind(EngineConfig.class).toInstance(config);
    }

    @Provides
    @Singleton
    Engine engine(EngineConfig settings, Backend backend, TypeRegistry registry, TierManager tiers, TieringPolicy policy) {
        return new EngineImpl(
                settings,
                registry,
                new CodeGenerator(backend, tiers),
                Parts.choice(settings, backend),
                Parts.otherGenerator(settings, backend, policy));
    }

    /** @param bound takes the place of the shipped compiler */
    @Provides
    @Singleton
    TierManager tiers(
            Backend backend,
            BaselineCompiler baseline,
            Optional<OptimizingCompiler> bound,
            TieringPolicy policy,
            ProfilingPolicy profiling,
            TierListener listener,
            EngineConfig settings) {
        Optional<OptimizingCompiler> optimizing = bound.or(() -> Parts.optimizing(backend, policy, settings));
        Parts.checkBackend(baseline.backend(), "baseline", baseline.id(), backend);
        optimizing.ifPresent(compiler -> Parts.checkBackend(compiler.backend(), "optimizing", compiler.id(), backend));
        return new TierManager(
                baseline,
                optimizing,
                policy,
                profiling,
                listener,
                bound.isPresent() ? Optional.empty() : Parts.cache(settings, backend, policy, profiling));
    }

    @Provides
    @Singleton
    TypeRegistry registry() {
        return new TypeRegistry();
    }

    @Provides
    @Singleton
    Backend backend(EngineConfig settings) {
        return Parts.backend(settings);
    }

    @Provides
    @Singleton
    BaselineCompiler baseline(EngineConfig settings, Backend backend) {
        return Parts.baseline(backend, settings);
    }

    @Provides
    @Singleton
    TieringPolicy policy(EngineConfig settings) {
        return Parts.policy(settings.tier());
    }

    @Provides
    @Singleton
    ProfilingPolicy profiling(EngineConfig settings, Backend backend) {
        return Parts.profiling(settings.profiling(), backend);
    }

    @Provides
    TierListener listener(EngineConfig settings) {
        return settings.listener();
    }
}
