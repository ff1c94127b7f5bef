// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.jvm.support;

/** Vectors of bytes, by halves. */
public final class I8x16 {
    private static final long TOP = Lanes.BYTES;

    private I8x16() {}

    public static long splat(int a) {
        return (a & 0xff) * 0x0101_0101_0101_0101L;
    }

    public static int extractLaneS(long half, int lane) {
        return (byte) (half >>> (lane << 3));
    }

    public static int extractLaneU(long half, int lane) {
        return (int) (half >>> (lane << 3)) & 0xff;
    }

    public static long replaceLane(long half, int value, int lane) {
        int at = lane << 3;
        return (half & ~(0xffL << at)) | (value & 0xffL) << at;
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

    public static long addSatS(long a, long b) {
        return Lanes.addSaturatingSigned(a, b, TOP);
    }

    public static long addSatU(long a, long b) {
        return Lanes.addSaturatingUnsigned(a, b, TOP);
    }

    public static long subSatS(long a, long b) {
        return Lanes.subtractSaturatingSigned(a, b, TOP);
    }

    public static long subSatU(long a, long b) {
        return Lanes.subtractSaturatingUnsigned(a, b, TOP);
    }

    public static long avgrU(long a, long b) {
        return Lanes.average(a, b, TOP);
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

    public static long popcnt(long a) {
        long pairs = a - ((a >>> 1) & 0x5555_5555_5555_5555L);
        long fours = (pairs & 0x3333_3333_3333_3333L) + ((pairs >>> 2) & 0x3333_3333_3333_3333L);
        return (fours + (fours >>> 4)) & 0x0f0f_0f0f_0f0f_0f0fL;
    }

    public static int bitmask(long low, long high) {
        return topBits(low) | topBits(high) << 8;
    }

    /** The product brings the top bit of lane i to bit 56 + i. */
    private static int topBits(long a) {
        return (int) (((a >>> 7 & 0x0101_0101_0101_0101L) * 0x0102_0408_1020_4080L) >>> 56);
    }

    public static long narrowI16x8S(long a, long b) {
        return pack(clampSigned(a)) | pack(clampSigned(b)) << 32;
    }

    public static long narrowI16x8U(long a, long b) {
        return pack(clampUnsigned(a)) | pack(clampUnsigned(b)) << 32;
    }

    /** The low bytes are those of the nearest signed byte: a lane has gone too far if a bit from the byte's sign on is not as its sign. */
    private static long clampSigned(long a) {
        long negative = Lanes.spread(a, Lanes.SHORTS);
        long far = 0x7f80_7f80_7f80_7f80L;
        long beyond = Lanes.spread(((a ^ negative) & far) + far, Lanes.SHORTS);
        return Lanes.select(beyond, 0x007f_007f_007f_007fL ^ negative, a);
    }

    /** The low bytes are those of the nearest unsigned byte. */
    private static long clampUnsigned(long a) {
        long far = 0x7f00_7f00_7f00_7f00L;
        long beyond = Lanes.spread((a & far) + far, Lanes.SHORTS);
        return (a | beyond) & ~Lanes.spread(a, Lanes.SHORTS);
    }

    /** The low bytes of four lanes. */
    private static long pack(long a) {
        long pairs = a & 0x00ff_00ff_00ff_00ffL;
        pairs = (pairs | pairs >>> 8) & 0x0000_ffff_0000_ffffL;
        return (pairs | pairs >>> 16) & 0xffff_ffffL;
    }

    /** Half of a swizzle: a byte of {@code (low, high)} for each index, zero beyond. */
    public static long swizzle(long low, long high, long indices) {
        long places = indices & 0x0707_0707_0707_0707L;
        long result = 0;
        for (int at = 0; at < 64; at += 8) {
            long half = (indices & 8L << at) == 0 ? low : high;
            result |= (half >>> Long.rotateRight(places, at - 3) & 0xff) << at; // eight times the place, modulo 64
        }
        return result & Lanes.equal(indices & 0xf0f0_f0f0_f0f0_f0f0L, 0, TOP);
    }
}
