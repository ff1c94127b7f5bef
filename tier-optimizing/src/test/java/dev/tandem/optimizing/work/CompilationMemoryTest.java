// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.work;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** No input makes a compilation take much more memory than its size lets expect. */
class CompilationMemoryTest {
    /** For functions of up to 170 kB of code; what the sets of live values take at the most is a third of it. */
    private static final String HEAP = "-Xmx320m";

    @Test
    void aSmallHeapSuffices() throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        HEAP,
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Memory.class.getName())
                .redirectErrorStream(true)
                .start();
        CompletableFuture.delayedExecutor(20, TimeUnit.MINUTES).execute(process::destroyForcibly);
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), output);
    }
}
