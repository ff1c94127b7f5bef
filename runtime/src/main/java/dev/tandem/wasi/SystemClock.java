// SPDX-License-Identifier: Apache-2.0
package dev.tandem.wasi;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;

/** The clocks of the host. */
final class SystemClock implements WasiClock {
    /** The first reading is one second: some guests take zero for a clock that does not work. */
    private final long origin = System.nanoTime() - 1_000_000_000;

    @Override
    public long realtime() {
        Instant now = Instant.now();
        return now.getEpochSecond() * 1_000_000_000 + now.getNano();
    }

    @Override
    public long monotonic() {
        return System.nanoTime() - origin;
    }

    @Override
    public long processCpuTime() {
        return ProcessHandle.current()
                .info()
                .totalCpuDuration()
                .map(Duration::toNanos)
                .orElseGet(this::monotonic);
    }

    /** What {@link ProcessHandle} can tell. */
    @Override
    public long processCpuTimeResolution() {
        return 10_000_000;
    }

    @Override
    public long threadCpuTime() {
        return Thread.currentThread().isVirtual() ? processCpuTime() : ThreadTime.now();
    }

    /** Apart, because the management classes are slow to load and few guests ask. */
    private static final class ThreadTime {
        static long now() {
            return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        }
    }
}
