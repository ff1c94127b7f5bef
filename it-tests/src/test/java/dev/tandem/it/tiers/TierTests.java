// SPDX-License-Identifier: Apache-2.0
package dev.tandem.it.tiers;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.inject.AbstractModule;
import com.google.inject.Guice;
import com.google.inject.multibindings.OptionalBinder;
import com.google.inject.util.Modules;
import dev.tandem.api.Engine;
import dev.tandem.api.EngineConfig;
import dev.tandem.api.Imports;
import dev.tandem.api.Module;
import dev.tandem.compliance.StandIn;
import dev.tandem.decoder.module.FunctionBody;
import dev.tandem.decoder.module.WasmModule;
import dev.tandem.ir.code.Tier;
import dev.tandem.ir.nativex64.NativeBackend;
import dev.tandem.manager.Budget;
import dev.tandem.manager.CompilationStatistics;
import dev.tandem.manager.TierListener;
import dev.tandem.manager.TieringPolicy;
import dev.tandem.optimizing.spi.OptimizingCompiler;
import dev.tandem.runtime.wiring.EngineModule;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** Engines with a stand-in for the optimizing tier, and their modules. */
final class TierTests {
    private static final long PATIENCE = TimeUnit.MINUTES.toNanos(5);

    /** Hot after so many calls; loops are not counted. */
    static final int CALLS = 4;

    private TierTests() {}

    /** Tiers up soon. */
    static class Eager implements TieringPolicy {
        @Override
        public String id() {
            return "eager";
        }

        @Override
        public Tier firstTier(WasmModule module, FunctionBody body) {
            return Tier.BASELINE;
        }

        @Override
        public Budget budget(WasmModule module, FunctionBody body) {
            return new Budget(CALLS, 1, false);
        }
    }

    static Engine engine(String backend, TieringPolicy policy, TierListener listener) {
        return engine(backend, policy, listener, StandIn.class);
    }

    static Engine engine(
            String backend,
            TieringPolicy policy,
            TierListener listener,
            Class<? extends OptimizingCompiler> optimizing) {
        if (backend.equals(NativeBackend.NAME)) {
            assumeTrue(NativeBackend.unavailable().isEmpty(), () -> NativeBackend.unavailable().orElse(""));
        }
        EngineConfig config = EngineConfig.standard().withBackend(backend).withListener(listener);
        return Guice.createInjector(
                        Modules.override(new EngineModule(config)).with(new AbstractModule() {
                            @Override
                            protected void configure() {
                                bind(TieringPolicy.class).toInstance(policy);
                                OptionalBinder.newOptionalBinder(binder(), OptimizingCompiler.class)
                                        .setBinding()
                                        .to(optimizing);
                            }
                        }))
                .getInstance(Engine.class);
    }

    static byte[] bytes(String name) {
        try (InputStream in = TierTests.class.getResourceAsStream(name + ".wasm")) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Module compile(Engine engine, String name) {
        return engine.compile(bytes(name));
    }

    /** Waits until what is compiled in the background is as wanted. */
    static void await(Module module, Predicate<CompilationStatistics> wanted) {
        long end = System.nanoTime() + PATIENCE;
        while (!wanted.test(module.statistics())) {
            assertTrue(System.nanoTime() < end, () -> "still " + module.statistics());
            try {
                TimeUnit.MILLISECONDS.sleep(1);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    static Imports pausing(Runnable pause) {
        return Imports.builder().function("env", "pause", Runnable.class, pause).build();
    }
}
