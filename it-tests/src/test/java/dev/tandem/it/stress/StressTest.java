// SPDX-License-Identifier: Apache-2.0
package dev.tandem.it.stress;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tandem.api.Engine;
import dev.tandem.it.Cell;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Threads compile, run, interrupt, close, grow and re-enter at random; nothing may crash, leak, hang or give a wrong result.
 * {@code -Dtandem.stress.seconds=600} makes it long, {@code -Dtandem.test.seed} repeats it as far as threads can be repeated.
 */
class StressTest {
    private static final long SECONDS = Long.getLong("tandem.stress.seconds", 10);
    private static final long SEED = Long.getLong("tandem.test.seed", System.nanoTime());
    private static final int THREADS = 6;
    /** What may be held more after the run than after a third of it: caches fill up, and pages are given back late. */
    private static final long LEAK_BYTES = 64L << 20;

    private static final int LEAK_CLASSES = 3000;
    private static final int LEAK_THREADS = 8;

    private final Queue<Throwable> problems = new ConcurrentLinkedQueue<>();
    private final AtomicLong done = new AtomicLong();

    @ParameterizedTest
    @ValueSource(strings = {"x64:mixed:1", "x64-checks:dynamic", "jvm:mixed:1", "jvm:dynamic"})
    void nothingBreaks(String name, TestReporter figures) throws InterruptedException {
        Cell cell = Cell.of(name);
        assumeTrue(cell.variant().isAvailable());
        long start = System.nanoTime();
        long share = TimeUnit.SECONDS.toNanos(SECONDS) / 4;
        Held before;
        try (Engine engine = cell.engine()) {
            run(engine, start + share / 3, 0);
            before = Held.now();
            run(engine, start + share, THREADS);
        }
        Held after = Held.now();
        figures.publishEntry(name, done + " guests' lives, " + before + ", then " + after);
        assertEquals("[]", problems.toString(), () -> name + ", -Dtandem.test.seed=" + SEED);
        assertTrue(done.get() > 0, "nothing was done");
        assertTrue(after.bytes <= before.bytes + LEAK_BYTES, () -> name + " leaks: " + before + ", then " + after);
        assertTrue(after.classes <= before.classes + LEAK_CLASSES, () -> name + " leaks: " + before + ", then " + after);
        assertTrue(after.threads <= before.threads + LEAK_THREADS, () -> name + " leaks: " + before + ", then " + after);
    }

    private void run(Engine engine, long end, long firstSeed) throws InterruptedException {
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            SplittableRandom random = new SplittableRandom(SEED + firstSeed + i);
            threads.add(Thread.ofPlatform().name("stress " + i).start(() -> work(engine, end, random)));
        }
        for (Thread thread : threads) {
            thread.join();
        }
    }

    private void work(Engine engine, long end, SplittableRandom random) {
        while (System.nanoTime() < end && problems.isEmpty()) {
            try (Guests guests = new Guests(engine, random)) {
                guests.live();
                done.incrementAndGet();
            } catch (RuntimeException | Error | InterruptedException problem) {
                problems.add(problem);
            }
        }
    }

    /** What the process holds when all garbage is gone. */
    private record Held(long bytes, int classes, int threads) {
        static Held now() throws InterruptedException {
            for (int i = 0; i < 3; i++) {
                System.gc();
                TimeUnit.MILLISECONDS.sleep(100);
            }
            return new Held(
                    ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed(),
                    ManagementFactory.getClassLoadingMXBean().getLoadedClassCount(),
                    ManagementFactory.getThreadMXBean().getThreadCount());
        }
    }
}
