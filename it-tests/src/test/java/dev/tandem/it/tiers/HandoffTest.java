// SPDX-License-Identifier: Apache-2.0
package dev.tandem.it.tiers;

import static dev.tandem.it.tiers.StandInOptimizer.BASELINE;
import static dev.tandem.it.tiers.StandInOptimizer.OPTIMIZED;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tandem.api.Engine;
import dev.tandem.api.Function;
import dev.tandem.api.Imports;
import dev.tandem.api.Instance;
import dev.tandem.api.Module;
import dev.tandem.manager.TierListener;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules of the handoff, taken literally. */
final class HandoffTest {
    private final List<Runnable> pauses = new ArrayList<>();
    private Module module;

    private Instance handoff(Engine engine) {
        module = TierTests.compile(engine, "handoff");
        return module.instantiate(TierTests.pausing(() -> pauses.forEach(Runnable::run)));
    }

    private static Engine engine(String backend) {
        return TierTests.engine(backend, new TierTests.Eager(), TierListener.NONE);
    }

    private void heat(Runnable call, int published) {
        for (int i = 0; i < TierTests.CALLS; i++) {
            call.run();
        }
        call.run();
        TierTests.await(module, statistics -> statistics.published() >= published);
    }

    private static int call(Instance instance, String name) {
        return (Integer) instance.function(name).call()[0];
    }

    @ParameterizedTest
    @ValueSource(strings = {"x64", "jvm"})
    void theNextCallTakesTheNewCode(String backend) {
        Instance instance = handoff(engine(backend));
        Instance other = module.instantiate(TierTests.pausing(() -> {}));
        Engine engine = engine(backend);
        Function handle = instance.function("version");
        for (String way : List.of("version", "direct", "indirect", "byReference", "tail")) {
            if (!way.equals("version")) {
                assertEquals(BASELINE, call(instance, way), way);
            }
        }
        heat(() -> handle.call(), 1);
        assertEquals(OPTIMIZED, handle.call()[0], "the same handle");
        for (String way : List.of("version", "direct", "indirect", "byReference", "tail")) {
            assertEquals(OPTIMIZED, call(instance, way), way);
        }
        assertEquals(OPTIMIZED, call(other, "version"), "instances share code");
        assertEquals(BASELINE, call(handoff(engine), "version"), "modules do not");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x64", "jvm"})
    void otherInstancesTakeTheNewCode(String backend) {
        Engine engine = engine(backend);
        Instance instance = handoff(engine);
        Instance importer = TierTests.compile(engine, "importer")
                .instantiate(Imports.builder().instance("handoff", instance).build());
        assertEquals(BASELINE, call(importer, "imported"));
        assertEquals(BASELINE, call(importer, "throughTable"));
        heat(() -> call(instance, "version"), 1);
        assertEquals(OPTIMIZED, call(importer, "imported"));
        assertEquals(OPTIMIZED, call(importer, "throughTable"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"x64", "jvm"})
    void aRunningFrameFinishesInItsCode(String backend) {
        Instance instance = handoff(engine(backend));
        Function running = instance.function("running");
        List<Object[]> inside = new ArrayList<>();
        pauses.add(() -> {
            heat(() -> running.call(0), 1);
            heat(() -> call(instance, "version"), 2);
            inside.add(running.call(0));
        });
        Object[] outer = running.call(1);
        assertArrayEquals(new Object[] {BASELINE, BASELINE, OPTIMIZED, OPTIMIZED}, outer);
        assertArrayEquals(new Object[] {OPTIMIZED, OPTIMIZED, OPTIMIZED, OPTIMIZED}, inside.getFirst());
        pauses.clear();
        assertArrayEquals(new Object[] {OPTIMIZED, OPTIMIZED, OPTIMIZED, OPTIMIZED}, running.call(1));
    }
}
