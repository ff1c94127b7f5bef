// SPDX-License-Identifier: Apache-2.0
package dev.tandem.cli.run;

import dev.tandem.ir.code.Tier;
import dev.tandem.manager.TierListener;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.HashSet;
import java.util.Set;

/**
 * What compiling in the background takes from the guest: how much processor time the guest's thread got while a compiler was at work, and how much
 * at other times. Where processors are scarce the first is less. Thread-safe.
 */
final class BackgroundWork implements TierListener {
    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private final Set<Thread> compilers = new HashSet<>();
    private final Phase compiling = new Phase();
    private final Phase running = new Phase();
    private long guest = -1;

    /** Stretches of time, and what the guest's thread did in them; in nanoseconds. */
    private static final class Phase {
        long time;
        long processor;
        private long timeAtStart;
        private long processorAtStart;

        void begin(long processorNow) {
            timeAtStart = System.nanoTime();
            processorAtStart = processorNow;
        }

        void end(long processorNow) {
            time += System.nanoTime() - timeAtStart;
            processor += processorNow - processorAtStart;
        }

        double share() {
            return time == 0 ? 0 : (double) processor / time;
        }
    }

    /** The current thread begins to run the guest. */
    synchronized void calling() {
        guest = Thread.currentThread().threadId();
        running.begin(processorTime());
        if (!compilers.isEmpty()) {
            compiling.begin(processorTime());
        }
    }

    synchronized void returned() {
        if (!compilers.isEmpty()) {
            compiling.end(processorTime());
        }
        running.end(processorTime());
        guest = -1;
    }

    private long processorTime() {
        return Math.max(0, threads.getThreadCpuTime(guest));
    }

    @Override
    public synchronized void compiling(String module, int functionIndex) {
        if (compilers.add(Thread.currentThread()) && compilers.size() == 1 && guest >= 0) {
            compiling.begin(processorTime());
        }
    }

    private synchronized void finished() {
        if (compilers.remove(Thread.currentThread()) && compilers.isEmpty() && guest >= 0) {
            compiling.end(processorTime());
        }
    }

    @Override
    public void compiled(
            String module, int functionIndex, Tier tier, int wasmBytes, int codeBytes, long nanoseconds) {
        if (tier == Tier.OPTIMIZED) {
            finished();
        }
    }

    @Override
    public void failed(String module, int functionIndex, Tier tier, Throwable cause) {
        finished();
    }

    @Override
    public void cancelled(String module, int functionIndex) {
        finished();
    }

    /** How long a compiler was at work while the guest ran, in nanoseconds. */
    synchronized long nanoseconds() {
        return compiling.time;
    }

    /** How much of a processor the guest had meanwhile, 0 to 1. */
    synchronized double guestShare() {
        return compiling.share();
    }

    /** How much it had at other times. */
    synchronized double guestShareOtherwise() {
        Phase other = new Phase();
        other.time = running.time - compiling.time;
        other.processor = running.processor - compiling.processor;
        return other.share();
    }
}
