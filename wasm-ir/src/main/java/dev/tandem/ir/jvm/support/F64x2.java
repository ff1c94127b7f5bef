// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.jvm.support;

/** Vectors of 64-bit floats, by halves: one lane each. */
public final class F64x2 {
    private F64x2() {}

    private static double value(long a) {
        return Double.longBitsToDouble(a);
    }

    private static long bits(double a) {
        return Double.doubleToRawLongBits(a);
    }

    public static long splat(double a) {
        return bits(a);
    }

    public static double extractLane(long half, int lane) {
        return value(half);
    }

    public static long replaceLane(long half, double value, int lane) {
        return bits(value);
    }

    public static long add(long a, long b) {
        return bits(value(a) + value(b));
    }

    public static long sub(long a, long b) {
        return bits(value(a) - value(b));
    }

    public static long mul(long a, long b) {
        return bits(value(a) * value(b));
    }

    public static long div(long a, long b) {
        return bits(value(a) / value(b));
    }

    public static long eq(long a, long b) {
        return value(a) == value(b) ? -1 : 0;
    }

    public static long ne(long a, long b) {
        return value(a) != value(b) ? -1 : 0;
    }

    public static long lt(long a, long b) {
        return value(a) < value(b) ? -1 : 0;
    }

    public static long gt(long a, long b) {
        return value(a) > value(b) ? -1 : 0;
    }

    public static long le(long a, long b) {
        return value(a) <= value(b) ? -1 : 0;
    }

    public static long ge(long a, long b) {
        return value(a) >= value(b) ? -1 : 0;
    }

    public static long min(long a, long b) {
        return bits(Floats.f64Min(value(a), value(b)));
    }

    public static long max(long a, long b) {
        return bits(Floats.f64Max(value(a), value(b)));
    }

    public static long pmin(long a, long b) {
        return value(b) < value(a) ? b : a;
    }

    public static long pmax(long a, long b) {
        return value(a) < value(b) ? b : a;
    }

    public static long ceil(long a) {
        return bits(Floats.f64Ceil(value(a)));
    }

    public static long floor(long a) {
        return bits(Floats.f64Floor(value(a)));
    }

    public static long trunc(long a) {
        return bits(Floats.f64Trunc(value(a)));
    }

    public static long nearest(long a) {
        return bits(Floats.f64Nearest(value(a)));
    }

    public static long sqrt(long a) {
        return bits(Math.sqrt(value(a)));
    }

    public static long abs(long a) {
        return a & Long.MAX_VALUE;
    }

    public static long neg(long a) {
        return a ^ Long.MIN_VALUE;
    }

    public static long convertI32x4SLow(long a) {
        return bits((int) a);
    }

    public static long convertI32x4ULow(long a) {
        return bits(Conversions.f64ConvertU((int) a));
    }

    public static long promoteF32x4Low(long a) {
        return bits(F32x4.low(a));
    }

    public static long convertI32x4SHigh(long a) {
        return bits((int) (a >>> 32));
    }

    public static long convertI32x4UHigh(long a) {
        return bits(Conversions.f64ConvertU((int) (a >>> 32)));
    }

    public static long promoteF32x4High(long a) {
        return bits(F32x4.high(a));
    }

    /** Rounds twice, on every processor. */
    public static long madd(long a, long b, long c) {
        return add(mul(a, b), c);
    }

    public static long nmadd(long a, long b, long c) {
        return sub(c, mul(a, b));
    }
}
