// SPDX-License-Identifier: Apache-2.0
package dev.tandem.it.tiers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.inject.AbstractModule;
import com.google.inject.Guice;
import com.google.inject.util.Modules;
import dev.tandem.api.Engine;
import dev.tandem.api.EngineConfig;
import dev.tandem.api.Function;
import dev.tandem.api.Module;
import dev.tandem.decoder.module.FunctionBody;
import dev.tandem.decoder.module.WasmModule;
import dev.tandem.ir.nativex64.NativeBackend;
import dev.tandem.manager.Budget;
import dev.tandem.manager.HotFunction;
import dev.tandem.manager.TierListener;
import dev.tandem.manager.TieringPolicy;
import dev.tandem.runtime.wiring.EngineModule;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import java.util.function.IntUnaryOperator;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Optimized code that expects the wrong callees is replaced by code that expects the right ones; code that cannot know is left alone. */
@Timeout(600)
final class MissedGuardsTest {
    private static final int TIMES = 100_000;

    /** What the functions of the module's table compute. */
    private static final List<IntUnaryOperator> FUNCTIONS = List.of(
            x -> x + 1,
            x -> x * 3 + 5,
            x -> x ^ 0x5555,
            x -> Integer.rotateLeft(x, 7),
            x -> 99 - x,
            x -> x * 17,
            x -> x - 1000,
            x -> x ^ x >>> 3);

    /** Optimizes as soon as there is something to guess from. */
    private static class Patient extends TierTests.Eager {
        /** More than the optimizing tier wants to have seen of a call before it guesses. */
        private static final int CALLEE_CALLS = 100;

        @Override
        public Budget budget(WasmModule module, FunctionBody body) {
            boolean loops = body.functionIndex() == module.functionCount() - 1;
            return loops ? super.budget(module, body) : new Budget(CALLEE_CALLS, 1, false);
        }
    }

    /** Compiles again as soon as it hears of misses. */
    private static final class Hasty extends Patient {
        @Override
        public Verdict missed(HotFunction function) {
            assertTrue(function.guessingNanos() >= 0);
            return function.renewals() >= 3 ? Verdict.STAY : function.misses() > 0 ? Verdict.OPTIMIZE : Verdict.WAIT;
        }
    }

    private static final class Misses implements TierListener {
        private final List<String> heard = new CopyOnWriteArrayList<>();

        @Override
        public void missed(String module, int functionIndex, long misses, boolean again) {
            heard.add(functionIndex + (again ? " again" : ""));
        }
    }

    private final Misses misses = new Misses();

    private Engine engine(String backend, TieringPolicy policy, EngineConfig config) {
        if (backend.equals(NativeBackend.NAME)) {
            assumeTrue(NativeBackend.unavailable().isEmpty(), () -> NativeBackend.unavailable().orElse(""));
        }
        return Guice.createInjector(Modules.override(new EngineModule(config.withBackend(backend).withProfiling("targets").withListener(misses)))
                        .with(new AbstractModule() {
                            @Override
                            protected void configure() {
                                bind(TieringPolicy.class).toInstance(policy);
                            }
                        }))
                .getInstance(Engine.class);
    }

    private static int expected(int first, int mask) {
        int value = 0;
        for (int i = 0; i < TIMES; i++) {
            value = FUNCTIONS.get(first + (i & mask)).applyAsInt(value);
        }
        return value;
    }

    /** Runs until it is so. Every run gives what it should. */
    private static void run(Module module, int first, int mask, BooleanSupplier until) {
        Function run = module.instantiate().function("run");
        int expected = expected(first, mask);
        do {
            assertEquals(expected, run.call(TIMES, first, mask)[0]);
        } while (!until.getAsBoolean());
    }

    private static boolean isQuiet(Module module, int published) {
        return module.statistics().published() >= published && module.statistics().waiting() == 0;
    }

    @ParameterizedTest
    @ValueSource(strings = {"jvm", "x64"})
    void whatIsMissedOftenIsExpectedLater(String backend, @TempDir Path directory) throws Exception {
        Path file = directory.resolve("misses.jfr");
        try (Recording recording = new Recording();
                Engine engine = engine(backend, new Patient(), EngineConfig.standard());
                Module module = TierTests.compile(engine, "guess")) {
            recording.start();
            int[] runs = new int[1];
            run(module, 0, 0, () -> isQuiet(module, 2) && ++runs[0] > 2);
            assertEquals(0, module.statistics().missed(), "good guesses");
            run(module, 1, 0, () -> module.statistics().renewed() > 0 && module.statistics().waiting() == 0);
            int renewed = module.statistics().renewed();
            long missed = module.statistics().missed();
            assertTrue(missed >= 10_000 && misses.heard.stream().anyMatch(line -> line.endsWith("again")));
            int[] more = new int[1];
            run(module, 1, 0, () -> ++more[0] == 10);
            run(module, 0, 1, () -> ++more[0] == 20);
            assertTrue(module.statistics().missed() < missed + 10 * TIMES, "both are expected now");
            assertTrue(module.statistics().renewed() <= renewed + 1, "but for code that has it inlined");
            recording.stop();
            recording.dump(file);
        }
        assertTrue(RecordingFile.readAllEvents(file).stream()
                .anyMatch(event -> event.getEventType().getName().equals("dev.tandem.GuardsMissed")
                        && event.getLong("misses") > 0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"jvm", "x64"})
    void aSiteThatCallsEverythingIsGivenUp(String backend) {
        try (Engine engine = engine(backend, new Hasty(), EngineConfig.standard());
                Module module = TierTests.compile(engine, "guess")) {
            run(module, 0, 0, () -> isQuiet(module, 2));
            for (int mask : new int[] {1, 3, 7}) {
                int[] runs = new int[1];
                run(module, 0, mask, () -> ++runs[0] >= 20 && module.statistics().waiting() == 0);
            }
            int renewed = module.statistics().renewed();
            assertTrue(renewed > 0 && renewed <= 6, () -> "three times a function: " + renewed);
            int told = misses.heard.size();
            int[] runs = new int[1];
            run(module, 0, 7, () -> ++runs[0] == 100);
            assertTrue(module.statistics().renewed() <= 6, "the last ones may have come late");
            assertTrue(misses.heard.size() <= told + 20, () -> "told ever more seldom: " + misses.heard);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"jvm", "x64"})
    void codeFromTheCacheLearnsToo(String backend, @TempDir Path directory) {
        EngineConfig config = EngineConfig.standard().withCodeDirectory(directory);
        try (Engine engine = engine(backend, new Hasty(), config);
                Module module = TierTests.compile(engine, "guess")) {
            run(module, 0, 0, () -> isQuiet(module, 2));
        }
        try (Engine engine = engine(backend, new Hasty(), config);
                Module module = TierTests.compile(engine, "guess")) {
            run(module, 0, 0, () -> true);
            assertTrue(module.statistics().cached() > 0);
            run(module, 1, 0, () -> module.statistics().renewed() > 0);
            run(module, 0, 1, () -> module.statistics().waiting() == 0);
        }
    }
}
