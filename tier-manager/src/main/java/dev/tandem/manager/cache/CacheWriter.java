// SPDX-License-Identifier: Apache-2.0
package dev.tandem.manager.cache;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Decides when caches are written, and writes them on a thread of its own, which exists only while there is something to write. */
final class CacheWriter {
    /** Enough new code to be written at once. */
    private static final long ENOUGH_BYTES = 1 << 20;
    /** So long after the last new code it is written, however little it is. */
    private static final long QUIET_NANOS = 2_000_000_000L;

    /** Guarded by this: when each was last added to. */
    private final Map<ModuleCache, Long> waiting = new HashMap<>();

    private @Nullable Thread thread;

    synchronized void added(ModuleCache cache, long gathered) {
        waiting.put(cache, gathered >= ENOUGH_BYTES ? System.nanoTime() - QUIET_NANOS : System.nanoTime());
        if (thread == null) {
            thread = Thread.ofPlatform().daemon().name("tandem-cache").start(this::work);
        } else if (gathered >= ENOUGH_BYTES) {
            notifyAll();
        }
    }

    private void work() {
        while (true) {
            ModuleCache due = await();
            if (due == null) {
                return;
            }
            due.flush();
        }
    }

    /** The next cache that is due; null when there is none left. */
    private synchronized @Nullable ModuleCache await() {
        while (!waiting.isEmpty()) {
            long now = System.nanoTime();
            long shortest = QUIET_NANOS;
            for (Map.Entry<ModuleCache, Long> entry : waiting.entrySet()) {
                long rest = entry.getValue() + QUIET_NANOS - now;
                if (rest <= 0) {
                    waiting.remove(entry.getKey());
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

    /** Writes everything now, on this thread. */
    void flush() {
        Set<ModuleCache> all;
        synchronized (this) {
            all = Set.copyOf(waiting.keySet());
            waiting.clear();
        }
        all.forEach(ModuleCache::flush);
    }
}
