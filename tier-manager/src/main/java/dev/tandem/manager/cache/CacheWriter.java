// SPDX-License-Identifier: Apache-2.0
package dev.tandem.manager.cache;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Decides when caches are written, and writes them on a thread of its own, which exists only while there is something to write. */
final class CacheWriter {
    /** Something that gathers what is to be written. */
    interface Source {
        /** Writes what has gathered. Throws nothing. */
        void write();
    }

    private final long enoughBytes;
    private final long quietNanos;

    /** Guarded by this: when each was last added to. */
    private final Map<Source, Long> waiting = new HashMap<>();

    private @Nullable Thread thread;

    /** Whether the thread is writing. */
    private boolean writing;

    /** Writes a MiB at once, and less after two seconds without anything new. */
    CacheWriter() {
        this(1 << 20, Duration.ofSeconds(2));
    }

    /**
     * @param enoughBytes so much is written at once
     * @param quiet so long after the last addition it is written, however little it is
     */
    CacheWriter(long enoughBytes, Duration quiet) {
        this.enoughBytes = enoughBytes;
        this.quietNanos = quiet.toNanos();
    }

    /** Something was added, which makes {@code gathered} bytes since the last writing. Returns at once. */
    synchronized void added(Source source, long gathered) {
        waiting.put(source, gathered >= enoughBytes ? System.nanoTime() - quietNanos : System.nanoTime());
        if (thread == null) {
            thread = Thread.ofPlatform().daemon().name("tandem-cache").start(this::work);
        } else if (gathered >= enoughBytes) {
            notifyAll();
        }
    }

    private void work() {
        while (true) {
            Source due = await();
            if (due == null) {
                return;
            }
            try {
                due.write();
            } finally {
                written();
            }
        }
    }

    private synchronized void written() {
        writing = false;
        notifyAll();
    }

    /** The next that is due; null when there is none left. */
    private synchronized @Nullable Source await() {
        while (!waiting.isEmpty()) {
            long now = System.nanoTime();
            long shortest = quietNanos;
            for (Map.Entry<Source, Long> entry : waiting.entrySet()) {
                long rest = entry.getValue() + quietNanos - now;
                if (rest <= 0) {
                    waiting.remove(entry.getKey());
                    writing = true;
                    return entry.getKey();
                }
                shortest = Math.min(shortest, rest);
            }
            try {
                wait(shortest / 1_000_000 + 1);
            } catch (InterruptedException e) {
                break;
            }
        }
        thread = null;
        return null;
    }

    /** Writes everything now, on this thread; what the other thread has begun is written, too, when this returns. */
    void flush() {
        Set<Source> all;
        synchronized (this) {
            all = Set.copyOf(waiting.keySet());
            waiting.clear();
        }
        all.forEach(Source::write);
        awaitOther();
    }

    private synchronized void awaitOther() {
        boolean interrupted = false;
        while (writing) {
            try {
                wait();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
