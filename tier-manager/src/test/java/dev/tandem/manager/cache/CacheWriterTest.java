// SPDX-License-Identifier: Apache-2.0
package dev.tandem.manager.cache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(300)
final class CacheWriterTest {
    private static final Duration NEVER = Duration.ofDays(1);

    private final List<Thread> writers = new CopyOnWriteArrayList<>();
    private final CountDownLatch written = new CountDownLatch(1);
    private final CacheWriter.Source source = () -> {
        writers.add(Thread.currentThread());
        written.countDown();
    };

    @Test
    void whatIsEnoughIsWrittenAtOnceOnAnotherThread() throws InterruptedException {
        CacheWriter writer = new CacheWriter(100, NEVER);
        writer.added(source, 99);
        writer.added(source, 100);
        written.await();
        assertNotSame(Thread.currentThread(), writers.getFirst());
        writers.getFirst().join();
        writer.flush();
        assertEquals(1, writers.size(), "there was nothing left to write, and no thread");
    }

    @Test
    void whatIsLessIsWrittenWhenItHasBeenQuiet() throws InterruptedException {
        CacheWriter writer = new CacheWriter(100, Duration.ofMillis(20));
        long start = System.nanoTime();
        writer.added(source, 1);
        boolean early = !writers.isEmpty(); // before the clock is looked at: this thread may have to wait in between
        assertFalse(early && System.nanoTime() - start < 20_000_000, "it was not quiet yet");
        written.await();
        assertNotSame(Thread.currentThread(), writers.getFirst());
    }

    @Test
    void theRestIsWrittenAtTheEnd() {
        CacheWriter writer = new CacheWriter(100, NEVER);
        writer.added(source, 1);
        writer.added(source, 2);
        assertEquals(List.of(), writers);
        writer.flush();
        assertEquals(1, writers.size());
        assertSame(Thread.currentThread(), writers.getFirst());
    }

    @Test
    void oneThatTakesLongDoesNotHoldUpWhoAdds() throws InterruptedException {
        CacheWriter writer = new CacheWriter(1, NEVER);
        CountDownLatch release = new CountDownLatch(1);
        CacheWriter.Source slow = () -> {
            written.countDown();
            try {
                release.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        };
        writer.added(slow, 1);
        written.await();
        writer.added(slow, 1);
        writer.added(source, 1);
        assertEquals(List.of(), writers);
        release.countDown();
    }
}
