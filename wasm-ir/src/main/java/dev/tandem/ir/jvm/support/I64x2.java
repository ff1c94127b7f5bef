// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.jvm.support;

/** Vectors of 64-bit integers, by halves: one lane each. */
public final class I64x2 {
    private I64x2() {}

    public static long splat(long a) {
        return a;
    }

    public static long extractLane(long half, int lane) {
        return half;
    }

    public static long replaceLane(long half, long value, int lane) {
        return value;
    }

    public static long eq(long a, long b) {
        return a == b ? -1 : 0;
    }

    public static long ne(long a, long b) {
        return a == b ? 0 : -1;
    }

    public static long ltS(long a, long b) {
        return a < b ? -1 : 0;
    }

    public static long gtS(long a, long b) {
        return a > b ? -1 : 0;
    }

    public static long leS(long a, long b) {
        return a <= b ? -1 : 0;
    }

    public static long geS(long a, long b) {
        return a >= b ? -1 : 0;
    }

    public static long neg(long a) {
        return -a;
    }

    public static long abs(long a) {
        return Math.abs(a);
    }

    public static long shl(long a, int count) {
        return a << count;
    }

    public static long shrS(long a, int count) {
        return a >> count;
    }

    public static long shrU(long a, int count) {
        return a >>> count;
    }

    public static int allTrue(long low, long high) {
        return low != 0 && high != 0 ? 1 : 0;
    }

    public static int bitmask(long low, long high) {
        return (int) (low >>> 63 | high >>> 63 << 1);
    }

    public static long extendI32x4SLow(long a) {
        return (int) a;
    }

    public static long extendI32x4ULow(long a) {
        return a & 0xffff_ffffL;
    }

    public static long extmulI32x4SLow(long a, long b) {
        return (long) (int) a * (int) b;
    }

    public static long extmulI32x4ULow(long a, long b) {
        return (a & 0xffff_ffffL) * (b & 0xffff_ffffL);
    }

    public static long extendI32x4SHigh(long a) {
        return a >> 32;
    }

    public static long extendI32x4UHigh(long a) {
        return a >>> 32;
    }

    public static long extmulI32x4SHigh(long a, long b) {
        return (a >> 32) * (b >> 32);
    }

    public static long extmulI32x4UHigh(long a, long b) {
        return (a >>> 32) * (b >>> 32);
    }
}
