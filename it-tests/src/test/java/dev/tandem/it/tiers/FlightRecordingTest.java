// SPDX-License-Identifier: Apache-2.0
package dev.tandem.it.tiers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tandem.api.Engine;
import dev.tandem.api.EngineConfig;
import dev.tandem.api.Instance;
import dev.tandem.api.Module;
import dev.tandem.ir.nativex64.NativeBackend;
import dev.tandem.manager.TierListener;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The tiers in the eyes of the JDK's Flight Recorder. */
final class FlightRecordingTest {
    @Test
    void everyStepIsAnEvent(@TempDir Path directory) throws IOException {
        Path file = directory.resolve("tiers.jfr");
        try (Recording recording = new Recording()) {
            recording.start();
            Engine engine = TierTests.engine("auto", new TierTests.Eager(), TierListener.NONE);
            Module module = TierTests.compile(engine, "handoff");
            Instance instance = module.instantiate(TierTests.pausing(() -> {}));
            for (int i = 0; i < 50; i++) {
                instance.function("version").call();
            }
            TierTests.await(module, statistics -> statistics.published() == 1);
            // The event is told after the code is published.
            TierTests.await(module, statistics -> statistics.waiting() == 0);
            recording.stop();
            recording.dump(file);
        }
        List<RecordedEvent> events = RecordingFile.readAllEvents(file).stream()
                .filter(event -> event.getEventType().getName().startsWith("dev.tandem."))
                .toList();
        RecordedEvent decoded = one(events, "ModuleDecoded");
        assertEquals("handoff", decoded.getString("module"));
        assertEquals(7, decoded.getInt("functions"));
        assertTrue(decoded.getDuration("decodeTime").toNanos() > 0);
        assertTrue(decoded.getLong("bytes") > 0);
        for (String tier : List.of("BASELINE", "OPTIMIZED")) {
            RecordedEvent compiled = of(events, "FunctionCompiled").stream()
                    .filter(event -> event.getString("tier").equals(tier) && event.getInt("function") == 1)
                    .findFirst()
                    .orElseThrow();
            assertTrue(compiled.getInt("wasmBytes") > 0 && compiled.getInt("codeBytes") > 0);
            assertTrue(compiled.getDuration("compileTime").toNanos() > 0);
        }
        RecordedEvent queued = one(events, "FunctionQueued");
        assertTrue(queued.getDuration("expectedTime").toNanos() > 0);
        assertEquals(0, queued.getInt("waiting"));
        RecordedEvent published = one(events, "CodePublished");
        assertEquals(1, published.getInt("function"));
        assertEquals("OPTIMIZED", published.getString("tier"));
        RecordedEvent hot = of(events, "FunctionHot").getFirst();
        assertEquals(1, hot.getInt("function"));
        assertTrue(hot.getLong("heat") > 0 && hot.getInt("waiting") == 0);
        if (NativeBackend.unavailable().isEmpty()) {
            RecordedEvent retired = one(events, "CodeRetired");
            assertEquals(1, retired.getInt("function"));
            assertEquals("BASELINE", retired.getString("tier"));
            assertTrue(retired.getInt("codeBytes") > 0);
        }
        assertTrue(events.stream().allMatch(event -> event.getString("module").equals("handoff")));
    }

    @Test
    void aRefusalIsAnEvent(@TempDir Path directory) throws IOException {
        Path file = directory.resolve("refusal.jfr");
        try (Recording recording = new Recording()) {
            recording.start();
            Engine engine = TierTests.engine("auto", new TierTests.Eager(), TierListener.NONE, BackgroundCompilationTest.Failing.class);
            Module module = TierTests.compile(engine, "handoff");
            Instance instance = module.instantiate(TierTests.pausing(() -> {}));
            for (int i = 0; i < 50; i++) {
                instance.function("loop").call(2);
            }
            TierTests.await(module, statistics -> statistics.refused() == 1 && statistics.waiting() == 0);
            recording.stop();
            recording.dump(file);
        }
        RecordedEvent failed = one(RecordingFile.readAllEvents(file), "CompilationFailed");
        assertEquals("handoff", failed.getString("module"));
        assertEquals("OPTIMIZED", failed.getString("tier"));
        assertTrue(failed.getInt("function") > 1 && failed.getString("reason").contains("too large"), failed.toString());
    }

    @Test
    void theCacheTellsOfHitsMissesAndWrites(@TempDir Path directory) throws IOException {
        Path file = directory.resolve("cache.jfr");
        EngineConfig config = EngineConfig.standard().withTier("optimizing").withCodeDirectory(directory.resolve("code"));
        try (Recording recording = new Recording()) {
            recording.start();
            for (int run = 0; run < 2; run++) {
                try (Engine engine = Engine.create(config);
                        Module module = engine.compile(TierTests.bytes("handoff"))) {
                    module.instantiate(TierTests.pausing(() -> {})).function("version").call();
                }
            }
            recording.stop();
            recording.dump(file);
        }
        List<RecordedEvent> events = RecordingFile.readAllEvents(file);
        one(events, "CacheMiss");
        RecordedEvent written = one(events, "CacheWrite");
        assertTrue(written.getInt("functions") == 1 && written.getDuration("writeTime").toNanos() > 0);
        RecordedEvent hit = one(events, "CacheHit");
        assertEquals(1, hit.getInt("functions"));
        assertEquals(written.getLong("bytes"), hit.getLong("bytes"));
        assertEquals(1, one(events, "CodeFromCache").getInt("function"));
    }

    private static List<RecordedEvent> of(List<RecordedEvent> events, String name) {
        return events.stream()
                .filter(event -> event.getEventType().getName().equals("dev.tandem." + name))
                .toList();
    }

    private static RecordedEvent one(List<RecordedEvent> events, String name) {
        List<RecordedEvent> found = of(events, name);
        assertEquals(1, found.size(), name);
        return found.getFirst();
    }
}
