// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.jvm.support;

/** Vectors of 16-bit integers, by halves. */
public final class I16x8 {
    private static final long TOP = Lanes.SHORTS;
    private static final long LOW_BYTES = 0x00ff_00ff_00ff_00ffL;

    private I16x8() {}

    public static long splat(int a) {
        return (a & 0xffff) * 0x0001_0001_0001_0001L;
    }

    public static int extractLaneS(long half, int lane) {
        return (short) (half >>> (lane << 4));
    }

    public static int extractLaneU(long half, int lane) {
        return (char) (half >>> (lane << 4));
    }

    public static long replaceLane(long half, int value, int lane) {
        int at = lane << 4;
        return (half & ~(0xffffL << at)) | (value & 0xffffL) << at;
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

    /** The low half of a product needs only the low halves of the factors. */
    public static long mul(long a, long b) {
        return (a * b & 0xffff)
                | ((a >>> 16) * (b >>> 16) & 0xffff) << 16
                | ((a >>> 32) * (b >>> 32) & 0xffff) << 32
                | ((a >>> 48) * (b >>> 48)) << 48;
    }

    public static int bitmask(long low, long high) {
        return topBits(low) | topBits(high) << 4;
    }

    /** The product brings the top bit of lane i to bit 48 + i. */
    private static int topBits(long a) {
        return (int) (((a >>> 15 & 0x0001_0001_0001_0001L) * 0x0001_0002_0004_0008L) >>> 48) & 15;
    }

    public static long q15mulrSatS(long a, long b) {
        return fraction(a, b, 0) | fraction(a, b, 16) | fraction(a, b, 32) | fraction(a, b, 48);
    }

    private static long fraction(long a, long b, int at) {
        int product = ((short) (a >>> at) * (short) (b >>> at) + 0x4000) >> 15;
        return (Math.min(product, Short.MAX_VALUE) & 0xffffL) << at;
    }

    public static long narrowI32x4S(long a, long b) {
        return signed((int) a) | signed((int) (a >>> 32)) << 16 | signed((int) b) << 32 | signed((int) (b >>> 32)) << 48;
    }

    public static long narrowI32x4U(long a, long b) {
        return unsigned((int) a)
                | unsigned((int) (a >>> 32)) << 16
                | unsigned((int) b) << 32
                | unsigned((int) (b >>> 32)) << 48;
    }

    private static long signed(int a) {
        return Math.max(Math.min(a, Short.MAX_VALUE), Short.MIN_VALUE) & 0xffffL;
    }

    private static long unsigned(int a) {
        return Math.max(Math.min(a, 0xffff), 0);
    }

    /** The low four bytes as lanes. */
    public static long extendI8x16ULow(long a) {
        long pairs = a & 0xffff_ffffL;
        pairs = (pairs | pairs << 16) & 0x0000_ffff_0000_ffffL;
        return (pairs | pairs << 8) & LOW_BYTES;
    }

    /** The high four bytes as lanes. */
    public static long extendI8x16UHigh(long a) {
        return extendI8x16ULow(a >>> 32);
    }

    public static long extendI8x16SLow(long a) {
        return signExtend(extendI8x16ULow(a));
    }

    public static long extendI8x16SHigh(long a) {
        return signExtend(extendI8x16ULow(a >>> 32));
    }

    private static long signExtend(long a) {
        return Lanes.subtract(a ^ 0x0080_0080_0080_0080L, 0x0080_0080_0080_0080L, TOP);
    }

    public static long extmulI8x16SLow(long a, long b) {
        return mul(extendI8x16SLow(a), extendI8x16SLow(b));
    }

    public static long extmulI8x16SHigh(long a, long b) {
        return mul(extendI8x16SHigh(a), extendI8x16SHigh(b));
    }

    public static long extmulI8x16ULow(long a, long b) {
        return mul(extendI8x16ULow(a), extendI8x16ULow(b));
    }

    public static long extmulI8x16UHigh(long a, long b) {
        return mul(extendI8x16UHigh(a), extendI8x16UHigh(b));
    }

    public static long extaddPairwiseI8x16S(long a) {
        return add(signExtend(a & LOW_BYTES), signExtend(a >>> 8 & LOW_BYTES));
    }

    public static long extaddPairwiseI8x16U(long a) {
        return (a & LOW_BYTES) + (a >>> 8 & LOW_BYTES);
    }

    /** Takes the second operand as unsigned, and saturates: what x86-64 does. */
    public static long dotI8x16I7x16S(long a, long b) {
        return pair(a, b, 0) | pair(a, b, 16) | pair(a, b, 32) | pair(a, b, 48);
    }

    private static long pair(long a, long b, int at) {
        return (dotOfPair(a, b, at) & 0xffffL) << at;
    }

    /** The saturated sum of the products of two pairs of bytes. */
    static int dotOfPair(long a, long b, int at) {
        int sum = (byte) (a >>> at) * ((int) (b >>> at) & 0xff)
                + (byte) (a >>> (at + 8)) * ((int) (b >>> (at + 8)) & 0xff);
        return Math.max(Math.min(sum, Short.MAX_VALUE), Short.MIN_VALUE);
    }
}
