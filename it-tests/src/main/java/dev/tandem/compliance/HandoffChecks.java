// SPDX-License-Identifier: Apache-2.0
package dev.tandem.compliance;

import static dev.tandem.compliance.StandIn.BASELINE;
import static dev.tandem.compliance.StandIn.OPTIMIZED;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tandem.api.Engine;
import dev.tandem.api.Function;
import dev.tandem.api.Imports;
import dev.tandem.api.Instance;
import dev.tandem.api.Module;
import dev.tandem.ir.code.Tier;
import dev.tandem.manager.Budget;
import dev.tandem.manager.TierListener;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The rules of the handoff, taken literally: a running frame finishes in its code, the next call takes the new one. For a baseline tier they are
 * looked at with a {@link StandIn} for the better one, so that results tell which code ran.
 */
final class HandoffChecks {
    private static final List<String> WAYS = List.of("version", "direct", "indirect", "byReference", "tail");
    private static final int THREADS = 3;
    private static final int ROUNDS = 10;

    private final TierUnderTest tier;

    HandoffChecks(TierUnderTest tier) {
        this.tier = tier;
    }

    void register(ComplianceExtension.Registry registry) {
        if (tier.isBaseline()) {
            registry.add("handoff, the next call takes the new code", this::theNextCallTakesTheNewCode);
            registry.add("handoff, other instances take the new code", this::otherInstancesTakeTheNewCode);
            registry.add("handoff, a running frame finishes in its code", this::aRunningFrameFinishesInItsCode);
            registry.add("handoff, loops spend the budget", this::loopsSpendTheBudget);
            registry.add("handoff, under callers on several threads", this::underCallers);
        }
        registry.add("handoff, to or from Tandem's own tier", this::withTheOtherTier);
    }

    private Engine engine() {
        return tier.withStandIn(new Budget(TierUnderTest.SoonHot.CALLS, 1, false));
    }

    private static Instance handoff(Module module, Runnable pause) {
        return KitModules.instantiate(module, "pause", pause);
    }

    private static int call(Instance instance, String name) {
        return (Integer) instance.function(name).call()[0];
    }

    private static void heat(Module module, Runnable call, int published) {
        for (int i = 0; i <= TierUnderTest.SoonHot.CALLS; i++) {
            call.run();
        }
        try {
            KitModules.await(module, statistics -> statistics.published() >= published);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void theNextCallTakesTheNewCode() {
        try (Engine engine = engine();
                Module module = KitModules.compile(engine, "handoff")) {
            Instance instance = handoff(module, () -> {});
            Instance other = handoff(module, () -> {});
            Function handle = instance.function("version");
            for (String way : WAYS.subList(1, WAYS.size())) {
                assertEquals(BASELINE, call(instance, way), way);
            }
            heat(module, handle::call, 1);
            assertEquals(OPTIMIZED, handle.call()[0], "the same handle");
            for (String way : WAYS) {
                assertEquals(OPTIMIZED, call(instance, way), way);
            }
            assertEquals(OPTIMIZED, call(other, "version"), "instances share code");
        }
    }

    private void otherInstancesTakeTheNewCode() {
        try (Engine engine = engine();
                Module module = KitModules.compile(engine, "handoff")) {
            Instance instance = handoff(module, () -> {});
            Instance importer = KitModules.compile(engine, "importer")
                    .instantiate(Imports.builder().instance("handoff", instance).build());
            assertEquals(BASELINE, call(importer, "imported"));
            assertEquals(BASELINE, call(importer, "throughTable"));
            heat(module, () -> call(instance, "version"), 1);
            assertEquals(OPTIMIZED, call(importer, "imported"));
            assertEquals(OPTIMIZED, call(importer, "throughTable"));
        }
    }

    private void aRunningFrameFinishesInItsCode() {
        try (Engine engine = engine();
                Module module = KitModules.compile(engine, "handoff")) {
            List<Runnable> pauses = new ArrayList<>();
            Instance instance = handoff(module, () -> List.copyOf(pauses).forEach(Runnable::run));
            Function running = instance.function("running");
            List<Object[]> inside = new ArrayList<>();
            pauses.add(() -> {
                heat(module, () -> running.call(0), 1);
                heat(module, () -> call(instance, "version"), 2);
                inside.add(running.call(0));
            });
            assertArrayEquals(new Object[] {BASELINE, BASELINE, OPTIMIZED, OPTIMIZED}, running.call(1));
            assertArrayEquals(new Object[] {OPTIMIZED, OPTIMIZED, OPTIMIZED, OPTIMIZED}, inside.getFirst());
            pauses.clear();
            assertArrayEquals(new Object[] {OPTIMIZED, OPTIMIZED, OPTIMIZED, OPTIMIZED}, running.call(1));
        }
    }

    private void loopsSpendTheBudget() throws InterruptedException {
        try (Engine engine = tier.withStandIn(new Budget(1000, 0, true));
                Module module = KitModules.compile(engine, "handoff")) {
            Function loop = handoff(module, () -> {}).function("loop");
            assertEquals(BASELINE, loop.call(10)[0]);
            assertEquals(0, module.statistics().hot());
            assertEquals(BASELINE, loop.call(100_000)[0]);
            loop.call(1);
            KitModules.await(module, statistics -> statistics.published() == 1);
            assertEquals(OPTIMIZED, loop.call(10)[0]);
        }
    }

    private void underCallers() throws InterruptedException {
        AtomicReference<String> failure = new AtomicReference<>("");
        try (Engine engine = engine()) {
            for (int round = 0; round < ROUNDS; round++) {
                try (Module module = KitModules.compile(engine, "handoff")) {
                    List<Thread> threads = new ArrayList<>();
                    for (int i = 0; i < THREADS; i++) {
                        Instance instance = handoff(module, () -> {});
                        threads.add(Thread.ofPlatform().start(() -> callUntilReplaced(module, instance, failure)));
                    }
                    for (Thread thread : threads) {
                        thread.join();
                    }
                }
            }
        }
        assertEquals("", failure.get());
    }

    private static void callUntilReplaced(Module module, Instance instance, AtomicReference<String> failure) {
        Function running = instance.function("running");
        try {
            for (int calls = 0; calls < 200 || module.statistics().published() < 2; calls++) {
                Object[] results = running.call(calls & 1);
                for (Object result : results) {
                    if (!result.equals(BASELINE) && !result.equals(OPTIMIZED)) {
                        failure.set("neither code gives " + result);
                    }
                }
                if (!results[0].equals(results[1])) {
                    failure.set("one activation ran two codes");
                }
            }
        } catch (RuntimeException | Error e) {
            failure.set(e.toString());
        }
    }

    /** The numbers stay the same, and the new code is published. */
    private void withTheOtherTier() throws InterruptedException {
        AtomicReference<Throwable> failed = new AtomicReference<>();
        TierListener listener = new TierListener() {
            @Override
            public void failed(String module, int functionIndex, Tier failing, Throwable cause) {
                failed.set(cause);
            }
        };
        try (Engine engine = tier.switching(listener);
                Module module = KitModules.compile(engine, "handoff")) {
            Instance instance = handoff(module, () -> {});
            for (int i = 0; i < 10; i++) {
                for (String way : WAYS) {
                    assertEquals(BASELINE, call(instance, way), way);
                }
            }
            // All but those that end in a tail call, which a tier may leave to the first one.
            KitModules.await(module, statistics -> statistics.waiting() == 0 && statistics.published() > 0);
            for (String way : WAYS) {
                assertEquals(BASELINE, call(instance, way), way);
            }
            assertNull(failed.get());
            assertTrue(module.statistics().optimizing().functions() > 0);
        }
    }
}
