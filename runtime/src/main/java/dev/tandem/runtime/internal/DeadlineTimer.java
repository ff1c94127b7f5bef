// SPDX-License-Identifier: Apache-2.0
package dev.tandem.runtime.internal;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The one thread that watches the deadlines of an engine. It starts with the first deadline and ends when it is idle. Thread-safe. */
final class DeadlineTimer {
    private static final int IDLE_SECONDS = 10;

    private @Nullable ScheduledThreadPoolExecutor executor;

    synchronized Future<?> schedule(Runnable task, Duration delay) {
        ScheduledThreadPoolExecutor known = executor;
        if (known == null) {
            known = new ScheduledThreadPoolExecutor(
                    1, work -> Thread.ofPlatform().daemon().name("tandem-deadlines").unstarted(work));
            known.setRemoveOnCancelPolicy(true);
            known.setKeepAliveTime(IDLE_SECONDS, TimeUnit.SECONDS);
            known.allowCoreThreadTimeOut(true);
            executor = known;
        }
        return known.schedule(task, nanoseconds(delay), TimeUnit.NANOSECONDS);
    }

    private static long nanoseconds(Duration delay) {
        return delay.compareTo(Duration.ofDays(36_500)) > 0
                ? TimeUnit.DAYS.toNanos(36_500)
                : Math.max(0, delay.toNanos());
    }
}
