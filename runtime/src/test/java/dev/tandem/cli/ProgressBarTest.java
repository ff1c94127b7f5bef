// SPDX-License-Identifier: Apache-2.0
package dev.tandem.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(300)
class ProgressBarTest {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);

    private String shown() {
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @Test
    void itGrowsAndGoes() throws InterruptedException {
        AtomicLong done = new AtomicLong();
        CountDownLatch twice = new CountDownLatch(3);
        try (ProgressBar _ = ProgressBar.start(
                out,
                () -> {
                    twice.countDown();
                    return new ProgressBar.State(done.getAndAdd(5), 10, "text");
                },
                Duration.ZERO,
                true)) {
            twice.await();
        }
        assertTrue(shown().contains("[..............................] text"), shown());
        assertTrue(shown().contains("[###############...............] text"), shown());
        assertTrue(shown().endsWith("\r\u001b[K"), shown());
    }

    @Test
    void whatIsUnknownHasNoBar() {
        assertEquals("1.000 MB", new ProgressBar.State(5, 0, "1.000 MB").line());
        assertEquals("[" + "#".repeat(30) + "] more than all", new ProgressBar.State(11, 10, "more than all").line());
    }

    @Test
    void whatIsShortOrHasNoTerminalShowsNothing() {
        ProgressBar.start(out, () -> new ProgressBar.State(1, 1, "short"), Duration.ofDays(1), true).close();
        ProgressBar.start(out, () -> new ProgressBar.State(1, 1, "no terminal"), Duration.ZERO, false).close();
        assertEquals("", shown());
    }
}
