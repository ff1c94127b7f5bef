// SPDX-License-Identifier: Apache-2.0
package dev.tandem.manager.tiering;

/**
 * How fast the optimizing compiler is, by experience: it is Java code itself, so it begins slowly, and HotSpot makes it faster while it works.
 * Recent compilations count most. Thread-safe.
 */
final class Pace {
    private static final double COLD_NANOS_PER_BYTE = 60_000;
    /** What is assumed of a cold compiler counts as much as having compiled so many bytes. */
    private static final double PRIOR_BYTES = 500;
    /** Compiling so many bytes makes earlier experience count half: little, because a cold compiler's first attempts say nothing of its next. */
    private static final double HALF_LIFE = 700;
    /** What compiling the smallest function costs, in bytes of a larger one. */
    private static final int FIXED_COST = 100;

    private double bytes = PRIOR_BYTES;
    private double nanos = PRIOR_BYTES * COLD_NANOS_PER_BYTE;

    /** What compiling a body of that size is expected to take. */
    synchronized long expected(int size) {
        return (long) ((size + FIXED_COST) * nanos / bytes);
    }

    synchronized void compiled(int size, long time) {
        double weight = size + FIXED_COST;
        double left = Math.pow(0.5, weight / HALF_LIFE);
        bytes = bytes * left + weight;
        nanos = nanos * left + time;
    }
}
