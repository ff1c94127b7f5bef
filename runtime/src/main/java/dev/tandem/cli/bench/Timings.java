// SPDX-License-Identifier: Apache-2.0
package dev.tandem.cli.bench;

import dev.tandem.cli.JsonLine;
import java.util.Arrays;

/** Durations of calls, in nanoseconds, and when they ended. */
final class Timings {
    /** Milliseconds after loading began at which finished calls are counted. */
    private static final int[] MARKS = {100, 250, 500, 1000, 2000, 4000};

    private final int[] finished = new int[MARKS.length];
    private long[] durations = new long[1024];
    private int count;

    /**
     * A call ended.
     *
     * @param duration how long it took
     * @param sinceStart time from the beginning of loading to the end of the call
     */
    void add(long duration, long sinceStart) {
        if (count == durations.length) {
            durations = Arrays.copyOf(durations, count * 2);
        }
        durations[count++] = duration;
        for (int i = 0; i < MARKS.length; i++) {
            if (sinceStart <= MARKS[i] * 1_000_000L) {
                finished[i] = count;
            }
        }
    }

    int count() {
        return count;
    }

    double firstMillis() {
        return millis(durations[0]);
    }

    double bestMillis() {
        long best = Long.MAX_VALUE;
        for (int i = 0; i < count; i++) {
            best = Math.min(best, durations[i]);
        }
        return millis(best);
    }

    /** Median of the second half of the calls. */
    double steadyMillis() {
        long[] half = Arrays.copyOfRange(durations, count / 2, count);
        Arrays.sort(half);
        return millis(half[half.length / 2]);
    }

    /** Calls that had finished at each mark. */
    JsonLine curve() {
        JsonLine curve = new JsonLine();
        for (int i = 0; i < MARKS.length; i++) {
            curve.put(Integer.toString(MARKS[i]), finished[i]);
        }
        return curve;
    }

    static double millis(long nanos) {
        return nanos / 1e6;
    }
}
