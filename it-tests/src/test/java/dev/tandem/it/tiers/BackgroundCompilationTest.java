// SPDX-License-Identifier: Apache-2.0
package dev.tandem.it.tiers;

import static dev.tandem.compliance.StandIn.BASELINE;
import static dev.tandem.compliance.StandIn.OPTIMIZED;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tandem.api.Engine;
import dev.tandem.api.Instance;
import dev.tandem.api.Module;
import dev.tandem.compliance.StandIn;
import dev.tandem.decoder.module.FunctionBody;
import dev.tandem.decoder.module.WasmModule;
import dev.tandem.ir.backend.Backend;
import dev.tandem.ir.code.CompilationException;
import dev.tandem.ir.code.Tier;
import dev.tandem.manager.Budget;
import dev.tandem.manager.HotFunction;
import dev.tandem.manager.TierListener;
import dev.tandem.optimizing.spi.CompilationRequest;
import dev.tandem.optimizing.spi.CompilationResult;
import jakarta.inject.Inject;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** What happens between a hot function and its better code. */
final class BackgroundCompilationTest {
    /** Writes down what it hears. */
    private static final class Journal implements TierListener {
        final List<String> lines = new CopyOnWriteArrayList<>();

        @Override
        public void decoded(String module, long bytes, int functions, long nanoseconds) {
            lines.add("decoded " + module + " " + functions);
        }

        @Override
        public void compiled(
                String module, int functionIndex, Tier tier, int wasmBytes, int codeBytes, long nanoseconds) {
            lines.add("compiled " + functionIndex + " " + tier);
        }

        @Override
        public void hot(String module, int functionIndex, long heat, int waiting) {
            lines.add("hot " + functionIndex);
        }

        @Override
        public void queued(String module, int functionIndex, long expectedNanoseconds, int waiting) {
            assertTrue(expectedNanoseconds > 0);
            lines.add("queued " + functionIndex);
        }

        @Override
        public void compiling(String module, int functionIndex) {
            lines.add("compiling " + functionIndex);
        }

        @Override
        public void published(String module, int functionIndex, Tier tier) {
            lines.add("published " + functionIndex + " " + tier);
        }

        @Override
        public void failed(String module, int functionIndex, Tier tier, Throwable cause) {
            lines.add("failed " + functionIndex + " " + tier + " " + cause.getMessage());
        }

        @Override
        public void cancelled(String module, int functionIndex) {
            lines.add("cancelled " + functionIndex);
        }
    }

    private final Journal journal = new Journal();

    private static void call(Instance instance, int times) {
        for (int i = 0; i < times; i++) {
            instance.function("version").call();
        }
    }

    private Instance handoff(Module module) {
        return module.instantiate(TierTests.pausing(() -> {}));
    }

    @Test
    void theWayOfAFunction() {
        Engine engine = TierTests.engine("auto", new TierTests.Eager(), journal);
        Module module = TierTests.compile(engine, "handoff");
        Instance instance = handoff(module);
        call(instance, 100);
        // What is told last is told before the function stops waiting.
        TierTests.await(module, statistics -> statistics.published() == 1 && statistics.waiting() == 0);
        assertEquals(
                List.of(
                        "decoded handoff 7",
                        "compiled 1 BASELINE",
                        "hot 1",
                        "queued 1",
                        "compiling 1",
                        "compiled 1 OPTIMIZED",
                        "published 1 OPTIMIZED"),
                journal.lines.stream().distinct().toList());
        assertEquals(1, Collections.frequency(journal.lines, "compiling 1"), "once, however often it was reported");
        assertEquals(1, module.statistics().hot());
        assertEquals(1, module.statistics().optimizing().functions());
    }

    /** Fails in all the ways there are. */
    static final class Failing extends StandIn {
        @Inject
        Failing(Backend backend) {
            super(backend);
        }

        @Override
        public CompilationResult compile(CompilationRequest request) {
            if (request.functionIndex() == 1) {
                throw new AssertionError("a fault of mine");
            }
            throw new CompilationException("too large", request.functionIndex());
        }
    }

    @Test
    void aFailureLeavesBaselineCodeAndIsToldOnce() {
        Engine engine = TierTests.engine("auto", new TierTests.Eager(), journal, Failing.class);
        Module module = TierTests.compile(engine, "handoff");
        Instance instance = handoff(module);
        call(instance, 50);
        for (int i = 0; i < 50; i++) {
            instance.function("loop").call(2);
        }
        TierTests.await(module, statistics -> statistics.refused() == 2 && statistics.waiting() == 0);
        call(instance, 50);
        assertEquals(BASELINE, instance.function("version").call()[0]);
        assertEquals(1, Collections.frequency(journal.lines, "failed 1 OPTIMIZED a fault of mine"));
        assertEquals(2, journal.lines.stream().filter(line -> line.startsWith("failed")).count());
        assertEquals(2, journal.lines.stream().filter(line -> line.startsWith("compiling")).count());
    }

    /** Waits to be cancelled. */
    static final class Endless extends StandIn {
        @Inject
        Endless(Backend backend) {
            super(backend);
        }

        @Override
        public CompilationResult compile(CompilationRequest request) {
            while (true) {
                request.checkCancelled();
                Thread.onSpinWait();
            }
        }
    }

    @Test
    void closingAModuleCancelsItsCompilations() {
        Engine engine = TierTests.engine("auto", new TierTests.Eager(), journal, Endless.class);
        Module module = TierTests.compile(engine, "handoff");
        Instance instance = handoff(module);
        call(instance, 50);
        for (int i = 0; i < 50; i++) {
            instance.function("loop").call(2);
        }
        TierTests.await(module, statistics -> statistics.waiting() == (journal.lines.contains("compiling 1") ? 2 : -1));
        module.close();
        TierTests.await(module, statistics -> statistics.waiting() == 0);
        assertTrue(journal.lines.contains("cancelled 1"));
        assertEquals(2, journal.lines.stream().filter(line -> line.startsWith("cancelled")).count());
        call(instance, 50);
        assertEquals(BASELINE, instance.function("version").call()[0], "instances live on");
    }

    @Test
    void loopsAreCounted() {
        Engine engine = TierTests.engine("auto", new TierTests.Eager() {
            @Override
            public Budget budget(WasmModule module, FunctionBody body) {
                return new Budget(10_000, 1, true);
            }
        }, journal);
        Module module = TierTests.compile(engine, "handoff");
        Instance instance = handoff(module);
        instance.function("loop").call(100);
        assertEquals(0, module.statistics().hot());
        instance.function("loop").call(10_000);
        TierTests.await(module, statistics -> statistics.published() == 1);
        assertEquals(OPTIMIZED, instance.function("loop").call(1)[0]);
    }

    @Test
    void aPolicyThatHesitates() {
        Engine engine = TierTests.engine("auto", new TierTests.Eager() {
            @Override
            public Verdict hot(HotFunction function) {
                return function.reports() < 3 ? Verdict.WAIT : Verdict.OPTIMIZE;
            }
        }, journal);
        Module module = TierTests.compile(engine, "handoff");
        Instance instance = handoff(module);
        call(instance, 5 * TierTests.CALLS);
        assertEquals(0, module.statistics().waiting() + module.statistics().published());
        assertTrue(journal.lines.contains("hot 1") && !journal.lines.contains("queued 1"), "hot, but not worth it");
        call(instance, 10 * TierTests.CALLS);
        TierTests.await(module, statistics -> statistics.published() == 1);
    }
}
