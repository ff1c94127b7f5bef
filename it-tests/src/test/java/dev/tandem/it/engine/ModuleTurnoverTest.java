// SPDX-License-Identifier: Apache-2.0
package dev.tandem.it.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tandem.api.Engine;
import dev.tandem.api.EngineConfig;
import dev.tandem.api.Function;
import dev.tandem.api.Instance;
import dev.tandem.api.Module;
import dev.tandem.ir.nativex64.NativeBackend;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Many modules are compiled, run until they are hot, and closed in one process; what they took comes back. The system property
 * {@code tandem.turnover} says how many (default: 200).
 */
final class ModuleTurnoverTest {
    private static final int MODULES = Integer.getInteger("tandem.turnover", 200);
    /** Until caches and pools have the size they need. */
    private static final int FIRST = Math.min(MODULES, 200);

    private static final int CALLS = 1100;
    private static final long PATIENCE = TimeUnit.MINUTES.toNanos(2);
    private static final Path PROCESS = Path.of("/proc/self");

    /**
     * What the process uses, after a collection; sizes in KiB.
     *
     * @param resident without what the collector has taken for the heap, which it keeps as it sees fit
     */
    private record Use(long heap, long metaspace, long codeCache, long classes, long resident, long virtual, long files) {
        static Use now() {
            System.gc();
            System.gc();
            return new Use(
                    (Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory()) >> 10,
                    pools("Metaspace"),
                    pools("CodeHeap") + pools("CodeCache"),
                    ManagementFactory.getClassLoadingMXBean().getLoadedClassCount(),
                    status("VmRSS:") - (Runtime.getRuntime().totalMemory() >> 10),
                    status("VmSize:"),
                    openFiles());
        }

        private static long pools(String prefix) {
            long used = 0;
            for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
                used += pool.getName().startsWith(prefix) ? pool.getUsage().getUsed() >> 10 : 0;
            }
            return used;
        }

        private static long status(String key) {
            if (!Files.exists(PROCESS)) {
                return 0;
            }
            try {
                for (String line : Files.readAllLines(PROCESS.resolve("status"))) {
                    if (line.startsWith(key)) {
                        return Long.parseLong(line.substring(key.length(), line.length() - " kB".length()).trim());
                    }
                }
                return 0;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static long openFiles() {
            if (!Files.exists(PROCESS)) {
                return 0;
            }
            try (Stream<Path> open = Files.list(PROCESS.resolve("fd"))) {
                return open.count();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        boolean isAtMost(Use before) {
            return heap <= before.heap + 4_096
                    && metaspace <= before.metaspace + 2_048
                    && classes <= before.classes + 300
                    && resident <= before.resident + 98_304
                    && virtual <= before.virtual + 131_072
                    && files <= before.files;
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"x64", "jvm"})
    void whatModulesTakeComesBack(String backend) {
        assumeTrue(backend.equals("jvm") || NativeBackend.unavailable().isEmpty());
        byte[] bytes = TestModules.bytes("turnover");
        try (Engine engine = Engine.create(
                EngineConfig.standard().withBackend(backend).withTier("call-count"))) {
            run(engine, bytes, FIRST);
            Use before = Use.now();
            run(engine, bytes, MODULES);
            // What collections free is given back a little later.
            long end = System.nanoTime() + PATIENCE;
            Use after = Use.now();
            while (!after.isAtMost(before) && System.nanoTime() < end) {
                pause();
                after = Use.now();
            }
            String what = backend + ", " + MODULES + " modules: " + before + " became " + after;
            System.getLogger(ModuleTurnoverTest.class.getName()).log(System.Logger.Level.DEBUG, what);
            assertTrue(after.isAtMost(before), what);
        }
    }

    private static void run(Engine engine, byte[] bytes, int modules) {
        for (int i = 0; i < modules; i++) {
            // Most are closed while their functions wait or are being compiled.
            run(engine, bytes, i % 8 == 0);
        }
    }

    private static void run(Engine engine, byte[] bytes, boolean untilPublished) {
        try (Module module = engine.compile(bytes);
                Instance instance = module.instantiate()) {
            Function sum = instance.function("sum");
            long end = System.nanoTime() + PATIENCE;
            for (int i = 0; i < CALLS || (untilPublished && module.statistics().published() == 0); i++) {
                assertEquals(3 * 3 + 2 * 2 + 1, sum.call(3)[0]);
                assertTrue(System.nanoTime() < end, "nothing is published");
            }
            assertEquals(1, instance.function("grow").call(1)[0]);
        }
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(200);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
