// SPDX-License-Identifier: Apache-2.0
package dev.tandem.wasi;

/**
 * The clocks that a guest sees. All times are nanoseconds. Waiting in {@code poll_oneoff} takes real time, until a clock asked again says that
 * the time has come; {@link #sleep} may be overridden for virtual time.
 *
 * <p>Called by the guest's thread only.
 */
public interface WasiClock {
    /** Time since 1970-01-01T00:00:00Z. */
    long realtime();

    /** Time since any point in the past; never goes back. */
    long monotonic();

    /** Processor time that the process has used. */
    long processCpuTime();

    /** Processor time that this thread has used. */
    long threadCpuTime();

    /** The smallest step of {@link #realtime}; above 0. */
    default long realtimeResolution() {
        return 1_000;
    }

    /** The smallest step of {@link #monotonic}; above 0. */
    default long monotonicResolution() {
        return 1;
    }

    /** The smallest step of {@link #processCpuTime}; above 0. */
    default long processCpuTimeResolution() {
        return 1_000;
    }

    /** The smallest step of {@link #threadCpuTime}; above 0. */
    default long threadCpuTimeResolution() {
        return 1_000;
    }

    /**
     * Waits. May return early: the caller looks at the clocks again.
     *
     * @param nanos how long at most, above 0
     */
    default void sleep(long nanos) throws InterruptedException {
        Thread.sleep(nanos / 1_000_000, (int) (nanos % 1_000_000));
    }
}
