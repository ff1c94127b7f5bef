// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.jvm.support;

/** Vectors as bits, by halves. */
public final class V128 {
    private V128() {}

    public static long not(long a) {
        return ~a;
    }

    public static long andnot(long a, long b) {
        return a & ~b;
    }

    public static long bitselect(long a, long b, long mask) {
        return Lanes.select(mask, a, b);
    }

    public static int anyTrue(long low, long high) {
        return (low | high) != 0 ? 1 : 0;
    }
}
