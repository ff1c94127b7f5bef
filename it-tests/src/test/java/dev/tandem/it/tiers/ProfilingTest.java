// SPDX-License-Identifier: Apache-2.0
package dev.tandem.it.tiers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.inject.AbstractModule;
import com.google.inject.Guice;
import com.google.inject.util.Modules;
import dev.tandem.api.Engine;
import dev.tandem.api.EngineConfig;
import dev.tandem.api.Function;
import dev.tandem.api.Module;
import dev.tandem.ir.nativex64.NativeBackend;
import dev.tandem.manager.ShippedProfiling;
import dev.tandem.manager.TieringPolicy;
import dev.tandem.runtime.wiring.EngineModule;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever is recorded, and however the code that goes by it guesses, functions compute the same: while they are watched, and when all is different later. */
@Timeout(600)
final class ProfilingTest {
    private static final int TIMES = 1000;

    private static Engine engine(String backend, ShippedProfiling profiling) {
        EngineConfig config = EngineConfig.standard().withBackend(backend).withProfiling(profiling.id());
        return Guice.createInjector(Modules.override(new EngineModule(config)).with(new AbstractModule() {
                    @Override
                    protected void configure() {
                        bind(TieringPolicy.class).toInstance(new TierTests.Eager());
                    }
                }))
                .getInstance(Engine.class);
    }

    /** One callee, another one, two, all. */
    private static List<Object> results(Function run) {
        List<Object> results = new ArrayList<>();
        for (int mask : new int[] {0, 0, 1, 7}) {
            int first = results.size() == 1 ? 1 : 0;
            results.add(run.call(TIMES, first, mask)[0]);
        }
        return results;
    }

    private static List<Object> expected() {
        try (Engine engine = Engine.create(EngineConfig.standard().withBackend("jvm").withTier("baseline"));
                Module module = TierTests.compile(engine, "guess")) {
            return results(module.instantiate().function("run"));
        }
    }

    private static void check(String backend, ShippedProfiling profiling) {
        try (Engine engine = engine(backend, profiling);
                Module module = TierTests.compile(engine, "guess")) {
            Function run = module.instantiate().function("run");
            Object usual = expected().getFirst();
            for (int i = 0; i < 2 * TierTests.CALLS; i++) {
                assertEquals(usual, run.call(TIMES, 0, 0)[0]);
            }
            TierTests.await(module, statistics -> statistics.published() >= 2 && statistics.waiting() == 0);
            assertEquals(expected(), results(run));
        }
    }

    @ParameterizedTest
    @EnumSource
    void bytecode(ShippedProfiling profiling) {
        check("jvm", profiling);
    }

    @ParameterizedTest
    @EnumSource
    void machineCode(ShippedProfiling profiling) {
        assumeTrue(NativeBackend.unavailable().isEmpty(), () -> NativeBackend.unavailable().orElse(""));
        check("x64", profiling);
    }
}
