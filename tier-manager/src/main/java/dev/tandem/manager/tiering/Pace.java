// SPDX-License-Identifier: Apache-2.0
package dev.tandem.manager.tiering;

/**
 * How fast the optimizing compiler is, by experience: it is Java code itself, so it begins slowly, and HotSpot makes it faster while it works.
 * Recent compilations count most. Thread-safe.
 */
final class Pace {
    /** What the first compilation takes longer, whatever it compiles: its classes are initialized. */
    private static final double START_NANOS = 40_000_000;

    private static final double COLD_NANOS_PER_BYTE = 60_000;
    /** A compiler that HotSpot's fast compiler is done with. */
    private static final double WARM_NANOS_PER_BYTE = 5_000;
    /** What is assumed of a cold compiler counts as much as having compiled so many bytes. */
    private static final double PRIOR_BYTES = 500;
    /**
     * Compiling so many bytes makes earlier experience count half: little, because a cold compiler's first attempts say nothing of its next. It also halves
     * what a cold compiler takes longer, within one large function, too.
     */
    private static final double HALF_LIFE = 700;
    /** What compiling the smallest function costs, in bytes of a larger one. */
    private static final int FIXED_COST = 100;

    private double bytes = PRIOR_BYTES;
    private double nanos = PRIOR_BYTES * COLD_NANOS_PER_BYTE;
    private double start = START_NANOS;

    /** What compiling a body of that size is expected to take. */
    synchronized long expected(int size) {
        double weight = size + FIXED_COST;
        double rate = nanos / bytes;
        double warm = Math.min(rate, WARM_NANOS_PER_BYTE);
        double coldBytes = HALF_LIFE / Math.log(2) * (1 - left(weight));
        return (long) (start + weight * warm + coldBytes * (rate - warm));
    }

    synchronized void compiled(int size, long time) {
        double weight = size + FIXED_COST;
        bytes = bytes * left(weight) + weight;
        nanos = nanos * left(weight) + Math.max(0, time - start);
        start = 0;
    }

    /** Of what was before so many bytes were compiled. */
    private static double left(double weight) {
        return Math.pow(0.5, weight / HALF_LIFE);
    }
}
