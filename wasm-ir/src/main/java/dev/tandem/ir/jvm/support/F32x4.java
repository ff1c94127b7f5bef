// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.jvm.support;

/** Vectors of 32-bit floats, by halves. */
public final class F32x4 {
    private F32x4() {}

    static float low(long a) {
        return Float.intBitsToFloat((int) a);
    }

    static float high(long a) {
        return Float.intBitsToFloat((int) (a >>> 32));
    }

    /** The half with those lanes. */
    public static long pair(float low, float high) {
        return (Float.floatToRawIntBits(low) & 0xffff_ffffL) | (long) Float.floatToRawIntBits(high) << 32;
    }

    private static long mask(boolean low, boolean high) {
        return (low ? 0xffff_ffffL : 0) | (high ? 0xffff_ffff_0000_0000L : 0);
    }

    public static long splat(float a) {
        return pair(a, a);
    }

    public static float extractLane(long half, int lane) {
        return Float.intBitsToFloat((int) (half >>> (lane << 5)));
    }

    public static long replaceLane(long half, float value, int lane) {
        return I32x4.replaceLane(half, Float.floatToRawIntBits(value), lane);
    }

    public static long add(long a, long b) {
        return pair(low(a) + low(b), high(a) + high(b));
    }

    public static long sub(long a, long b) {
        return pair(low(a) - low(b), high(a) - high(b));
    }

    public static long mul(long a, long b) {
        return pair(low(a) * low(b), high(a) * high(b));
    }

    public static long div(long a, long b) {
        return pair(low(a) / low(b), high(a) / high(b));
    }

    public static long eq(long a, long b) {
        return mask(low(a) == low(b), high(a) == high(b));
    }

    public static long ne(long a, long b) {
        return mask(low(a) != low(b), high(a) != high(b));
    }

    public static long lt(long a, long b) {
        return mask(low(a) < low(b), high(a) < high(b));
    }

    public static long gt(long a, long b) {
        return mask(low(a) > low(b), high(a) > high(b));
    }

    public static long le(long a, long b) {
        return mask(low(a) <= low(b), high(a) <= high(b));
    }

    public static long ge(long a, long b) {
        return mask(low(a) >= low(b), high(a) >= high(b));
    }

    public static long min(long a, long b) {
        return pair(Floats.f32Min(low(a), low(b)), Floats.f32Min(high(a), high(b)));
    }

    public static long max(long a, long b) {
        return pair(Floats.f32Max(low(a), low(b)), Floats.f32Max(high(a), high(b)));
    }

    public static long pmin(long a, long b) {
        return Lanes.select(lt(b, a), b, a);
    }

    public static long pmax(long a, long b) {
        return Lanes.select(lt(a, b), b, a);
    }

    public static long ceil(long a) {
        return pair(Floats.f32Ceil(low(a)), Floats.f32Ceil(high(a)));
    }

    public static long floor(long a) {
        return pair(Floats.f32Floor(low(a)), Floats.f32Floor(high(a)));
    }

    public static long trunc(long a) {
        return pair(Floats.f32Trunc(low(a)), Floats.f32Trunc(high(a)));
    }

    public static long nearest(long a) {
        return pair(Floats.f32Nearest(low(a)), Floats.f32Nearest(high(a)));
    }

    public static long sqrt(long a) {
        return pair(Floats.f32Sqrt(low(a)), Floats.f32Sqrt(high(a)));
    }

    public static long abs(long a) {
        return a & ~Lanes.INTS;
    }

    public static long neg(long a) {
        return a ^ Lanes.INTS;
    }

    public static long convertI32x4S(long a) {
        return pair((int) a, (int) (a >>> 32));
    }

    public static long convertI32x4U(long a) {
        return pair(Conversions.f32ConvertU((int) a), Conversions.f32ConvertU((int) (a >>> 32)));
    }

    public static long demoteF64x2Zero(long a, long b) {
        return pair((float) Double.longBitsToDouble(a), (float) Double.longBitsToDouble(b));
    }

    /** Rounds twice, on every processor. */
    public static long madd(long a, long b, long c) {
        return add(mul(a, b), c);
    }

    public static long nmadd(long a, long b, long c) {
        return sub(c, mul(a, b));
    }
}
