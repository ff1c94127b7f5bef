// SPDX-License-Identifier: Apache-2.0
package dev.tandem.it.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tandem.api.Engine;
import dev.tandem.api.EngineConfig;
import dev.tandem.api.Module;
import dev.tandem.manager.cache.DirectoryStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Processes that write to one cache and are killed in the middle of it, two at a time. */
@Timeout(600)
class KilledWritersIT {
    private static final int KILLS = 20;
    private static final int BLOB = 8 << 20;
    private static final long MOST = 64L << 20;
    private static final List<String> KERNELS = List.of("crc", "sha256", "strings", "quicksort");

    @TempDir
    private Path directory;

    /** What is run and killed: engines that write code, and blobs so large that writing them takes most of the time. */
    static final class Writer {
        private Writer() {}

        public static void main(String[] arguments) {
            Path directory = Path.of(arguments[0]);
            runKernels(directory);
            Thread.ofPlatform().daemon().start(() -> writeBlobs(directory));
            System.out.println("writing");
            while (true) {
                runKernels(directory);
            }
        }

        private static void writeBlobs(Path directory) {
            DirectoryStore store = new DirectoryStore(directory, MOST);
            byte[] blob = new byte[BLOB];
            for (int round = 0; true; round++) {
                Arrays.fill(blob, (byte) round);
                store.store("blob" + round % 3, blob);
            }
        }
    }

    /** Runs kernels in a new engine; returns for how many functions there was code. */
    private static int runKernels(Path directory) {
        int cached = 0;
        EngineConfig config = EngineConfig.standard().withTier("optimizing").withCodeDirectory(directory);
        try (Engine engine = Engine.create(config)) {
            for (String kernel : KERNELS) {
                try (Module module = engine.compile(kernel(kernel))) {
                    module.instantiate().function("run").call(1);
                    cached += module.statistics().cached();
                }
            }
        }
        return cached;
    }

    private static Path kernel(String name) {
        return Path.of("../benchmarks/kernels", name + ".wasm");
    }

    /** Starts a writer, and waits until it writes. */
    private Process start() throws IOException {
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:TieredStopAtLevel=1",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        classPath,
                        Writer.class.getName(),
                        directory.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertEquals("writing", process.inputReader().readLine());
        return process;
    }

    private Stream<Path> files(String suffix) throws IOException {
        return Files.list(directory).filter(file -> file.toString().endsWith(suffix));
    }

    private void assertAllIsWhole() throws IOException {
        for (DirectoryStore.Entry entry : new DirectoryStore(directory, MOST).entries()) {
            if (entry.name().startsWith("blob")) {
                byte[] blob = Files.readAllBytes(directory.resolve(entry.name() + ".code"));
                assertEquals(BLOB, blob.length);
                assertEquals(-1, Arrays.mismatch(blob, repeated(blob[0])), "of one writing");
            } else {
                assertTrue(entry.whole(), entry.key());
            }
        }
    }

    private static byte[] repeated(byte value) {
        byte[] bytes = new byte[BLOB];
        Arrays.fill(bytes, value);
        return bytes;
    }

    @Test
    void nothingIsEverHalfWritten() throws Exception {
        Random random = new Random();
        int leftBehind = 0;
        Process[] writers = {start(), start()};
        try {
            for (int i = 0; i < KILLS || leftBehind <= 2; i++) { // until some were killed in the middle of writing
                Thread.sleep(random.nextInt(60));
                int victim = i % writers.length;
                writers[victim].destroyForcibly().waitFor();
                writers[victim] = start();
                assertAllIsWhole();
                try (Stream<Path> files = files(".tmp")) {
                    leftBehind = Math.max(leftBehind, (int) files.count());
                }
            }
        } finally {
            for (Process writer : writers) {
                writer.destroyForcibly().waitFor();
            }
        }
        assertAllIsWhole();
        assertTrue(runKernels(directory) > 0, "there is code, and it runs");
        assertAbandonedFilesGo();
    }

    private void assertAbandonedFilesGo() throws IOException {
        try (Stream<Path> files = files(".tmp")) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(7200)));
            }
        }
        new DirectoryStore(directory, MOST).store("last", new byte[1]);
        try (Stream<Path> files = files(".tmp")) {
            assertEquals(0, files.count());
        }
    }
}
