// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.pipeline;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * How long a compilation may still take. On a busy machine a thread waits longer than it works, and what is compiled must not depend on that: only the
 * first half of the budget is taken by the clock, the second half by the thread's processor time where the JVM tells it. To ask for that loads
 * classes, which compilations of usual length are spared. For one thread.
 */
final class TimeBudget {
    private static final long NOT_ASKED = -1;

    private final long half;
    private final LongSupplier clock;
    private final LongSupplier processor;
    private final long start;
    private long processorStart = NOT_ASKED;

    TimeBudget(Duration budget) {
        this(budget, System::nanoTime, TimeBudget::processorTime);
    }

    /** @param processor processor time of this thread in nanoseconds; a negative number if nobody knows */
    TimeBudget(Duration budget, LongSupplier clock, LongSupplier processor) {
        this.half = budget.toNanos() / 2;
        this.clock = clock;
        this.processor = processor;
        this.start = clock.getAsLong();
    }

    boolean isUsedUp() {
        long elapsed = clock.getAsLong() - start;
        if (elapsed <= half) {
            return false;
        }
        long now = processor.getAsLong();
        if (now < 0) {
            return elapsed > 2 * half;
        }
        if (processorStart == NOT_ASKED) {
            processorStart = now;
        }
        return now - processorStart > half;
    }

    private static long processorTime() {
        if (Thread.currentThread().isVirtual()) {
            return -1;
        }
        try {
            ThreadMXBean threads = ManagementFactory.getThreadMXBean();
            return threads.isCurrentThreadCpuTimeSupported() ? threads.getCurrentThreadCpuTime() : -1;
        } catch (NoClassDefFoundError withoutManagement) {
            return -1;
        }
    }
}
