// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.jvm.support;

/** Vectors of 32-bit integers, by halves. */
public final class I32x4 {
    private static final long TOP = Lanes.INTS;
    private static final long MASK = 0xffff_ffffL;

    private I32x4() {}

    /** The half with those lanes. */
    public static long pair(int low, int high) {
        return (low & MASK) | (long) high << 32;
    }

    private static int high(long a) {
        return (int) (a >>> 32);
    }

    public static long splat(int a) {
        return pair(a, a);
    }

    public static int extractLane(long half, int lane) {
        return (int) (half >>> (lane << 5));
    }

    public static long replaceLane(long half, int value, int lane) {
        int at = lane << 5;
        return (half & ~(MASK << at)) | (value & MASK) << at;
    }

    public static long add(long a, long b) {
        return Lanes.add(a, b, TOP);
    }

    public static long sub(long a, long b) {
        return Lanes.subtract(a, b, TOP);
    }

    public static long neg(long a) {
        return Lanes.subtract(0, a, TOP);
    }

    public static long abs(long a) {
        return Lanes.absolute(a, TOP);
    }

    public static long eq(long a, long b) {
        return Lanes.equal(a, b, TOP);
    }

    public static long ne(long a, long b) {
        return ~Lanes.equal(a, b, TOP);
    }

    public static long ltS(long a, long b) {
        return Lanes.lessSigned(a, b, TOP);
    }

    public static long gtS(long a, long b) {
        return Lanes.lessSigned(b, a, TOP);
    }

    public static long leS(long a, long b) {
        return ~Lanes.lessSigned(b, a, TOP);
    }

    public static long geS(long a, long b) {
        return ~Lanes.lessSigned(a, b, TOP);
    }

    public static long ltU(long a, long b) {
        return Lanes.lessUnsigned(a, b, TOP);
    }

    public static long gtU(long a, long b) {
        return Lanes.lessUnsigned(b, a, TOP);
    }

    public static long leU(long a, long b) {
        return ~Lanes.lessUnsigned(b, a, TOP);
    }

    public static long geU(long a, long b) {
        return ~Lanes.lessUnsigned(a, b, TOP);
    }

    public static long minS(long a, long b) {
        return Lanes.minSigned(a, b, TOP);
    }

    public static long minU(long a, long b) {
        return Lanes.minUnsigned(a, b, TOP);
    }

    public static long maxS(long a, long b) {
        return Lanes.maxSigned(a, b, TOP);
    }

    public static long maxU(long a, long b) {
        return Lanes.maxUnsigned(a, b, TOP);
    }

    public static long shl(long a, int count) {
        return Lanes.shiftLeft(a, count, TOP);
    }

    public static long shrS(long a, int count) {
        return Lanes.shiftRightSigned(a, count, TOP);
    }

    public static long shrU(long a, int count) {
        return Lanes.shiftRightUnsigned(a, count, TOP);
    }

    public static int allTrue(long low, long high) {
        return (Lanes.zeros(low, TOP) | Lanes.zeros(high, TOP)) == 0 ? 1 : 0;
    }

    public static long mul(long a, long b) {
        return (a * b & MASK) | ((a >>> 32) * (b >>> 32)) << 32;
    }

    public static int bitmask(long low, long high) {
        return topBits(low) | topBits(high) << 2;
    }

    private static int topBits(long a) {
        return ((int) (a >>> 31) & 1) | ((int) (a >>> 62) & 2);
    }

    public static long dotI16x8S(long a, long b) {
        return pair(dot((int) a, (int) b), dot(high(a), high(b)));
    }

    private static int dot(int a, int b) {
        return (short) a * (short) b + (a >> 16) * (b >> 16);
    }

    public static long dotI8x16I7x16AddS(long a, long b, long c) {
        int low = I16x8.dotOfPair(a, b, 0) + I16x8.dotOfPair(a, b, 16);
        int high = I16x8.dotOfPair(a, b, 32) + I16x8.dotOfPair(a, b, 48);
        return add(pair(low, high), c);
    }

    public static long extendI16x8ULow(long a) {
        return (a & 0xffff) | (a & 0xffff_0000L) << 16;
    }

    public static long extendI16x8UHigh(long a) {
        return extendI16x8ULow(a >>> 32);
    }

    public static long extendI16x8SLow(long a) {
        return pair((short) a, (int) a >> 16);
    }

    public static long extendI16x8SHigh(long a) {
        return extendI16x8SLow(a >>> 32);
    }

    public static long extmulI16x8SLow(long a, long b) {
        return pair((short) a * (short) b, ((int) a >> 16) * ((int) b >> 16));
    }

    public static long extmulI16x8SHigh(long a, long b) {
        return extmulI16x8SLow(a >>> 32, b >>> 32);
    }

    public static long extmulI16x8ULow(long a, long b) {
        return pair((char) a * (char) b, ((int) a >>> 16) * ((int) b >>> 16));
    }

    public static long extmulI16x8UHigh(long a, long b) {
        return extmulI16x8ULow(a >>> 32, b >>> 32);
    }

    public static long extaddPairwiseI16x8S(long a) {
        return pair((short) a + ((int) a >> 16), (short) (a >>> 32) + (high(a) >> 16));
    }

    public static long extaddPairwiseI16x8U(long a) {
        return (a & 0x0000_ffff_0000_ffffL) + (a >>> 16 & 0x0000_ffff_0000_ffffL);
    }

    public static long truncSatF32x4S(long a) {
        return pair((int) F32x4.low(a), (int) F32x4.high(a));
    }

    public static long truncSatF32x4U(long a) {
        return pair(Conversions.i32TruncSatU(F32x4.low(a)), Conversions.i32TruncSatU(F32x4.high(a)));
    }

    public static long truncSatF64x2SZero(long a, long b) {
        return pair((int) Double.longBitsToDouble(a), (int) Double.longBitsToDouble(b));
    }

    public static long truncSatF64x2UZero(long a, long b) {
        return pair(
                Conversions.i32TruncSatU(Double.longBitsToDouble(a)),
                Conversions.i32TruncSatU(Double.longBitsToDouble(b)));
    }
}
