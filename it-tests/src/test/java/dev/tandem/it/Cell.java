// SPDX-License-Identifier: Apache-2.0
package dev.tandem.it;

import com.google.inject.AbstractModule;
import com.google.inject.Guice;
import com.google.inject.multibindings.OptionalBinder;
import com.google.inject.util.Modules;
import dev.tandem.api.Engine;
import dev.tandem.api.EngineConfig;
import dev.tandem.ir.backend.Backend;
import dev.tandem.ir.nativex64.CpuFeature;
import dev.tandem.ir.nativex64.NativeBackend;
import dev.tandem.optimizing.spi.OptimizingCompiler;
import dev.tandem.runtime.wiring.EngineModule;
import java.util.EnumSet;
import java.util.Set;

/**
 * A way to run guests, by name {@code VARIANT:TIER}: {@code x64-checks:optimizing}, {@code jvm:mixed:7}; {@code jvm:phases:3} is the
 * optimizing tier without those phases that seed 3 leaves out.
 *
 * @param variant backend and its mode
 * @param tier name of a tiering policy
 */
public record Cell(Variant variant, String tier) {
    private static final String PHASES = "phases:";

    /** Backends, and modes of them. */
    public enum Variant {
        X64("x64", "x64", "x64, guard pages"),
        X64_CHECKS("x64-checks", "x64", "x64, explicit checks"),
        JVM("jvm", "jvm", "jvm"),
        /** Whatever relies on upper halves, or on an instruction that it did not ask for, fails here. */
        X64_POISONED("x64-poisoned", "x64", "x64, upper halves poisoned, SSE4.2 at the most");

        private final String id;
        private final String backend;
        private final String title;

        Variant(String id, String backend, String title) {
            this.id = id;
            this.backend = backend;
            this.title = title;
        }

        public String id() {
            return id;
        }

        /** Name of the backend. */
        public String backend() {
            return backend;
        }

        /** For people. */
        public String title() {
            return title;
        }

        public boolean isAvailable() {
            return !backend.equals(NativeBackend.NAME) || NativeBackend.unavailable().isEmpty();
        }
    }

    public static Cell of(String name) {
        for (Variant variant : Variant.values()) {
            if (name.startsWith(variant.id + ":")) {
                return new Cell(variant, name.substring(variant.id.length() + 1));
            }
        }
        throw new IllegalArgumentException("a cell is VARIANT:TIER, as x64:baseline, not " + name);
    }

    /** What it is called. */
    public String name() {
        return variant.id + ":" + tier;
    }

    public EngineConfig config() {
        return EngineConfig.standard()
                .withBackend(variant.backend)
                .withGuardPages(variant != Variant.X64_CHECKS)
                .withTier(tier.startsWith(PHASES) ? "optimizing" : tier);
    }

    public Engine engine() {
        if (variant == Variant.X64_POISONED) {
            Set<CpuFeature> masked = EnumSet.complementOf(
                    EnumSet.of(CpuFeature.SSE3, CpuFeature.SSSE3, CpuFeature.SSE4_1, CpuFeature.SSE4_2));
            return engine(new NativeBackend(true, masked, true));
        }
        if (tier.startsWith(PHASES)) {
            return engine(PhasesOff.compiler(this, Long.parseLong(tier.substring(PHASES.length()))));
        }
        return Engine.create(config());
    }

    private Engine engine(Backend backend) {
        return engine(new AbstractModule() {
            @Override
            protected void configure() {
                bind(Backend.class).toInstance(backend);
            }
        });
    }

    /** The engine with an optimizing compiler in the place of the shipped one. */
    public Engine engine(OptimizingCompiler compiler) {
        return engine(new AbstractModule() {
            @Override
            protected void configure() {
                OptionalBinder.newOptionalBinder(binder(), OptimizingCompiler.class).setBinding().toInstance(compiler);
            }
        });
    }

    private Engine engine(AbstractModule changes) {
        return Guice.createInjector(Modules.override(new EngineModule(config())).with(changes)).getInstance(Engine.class);
    }
}
