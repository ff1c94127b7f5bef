// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.strength;

import java.math.BigInteger;

/**
 * A multiplier and a shift that divide: for every dividend {@code n} in question,
 * {@code n / d = n * multiplier >> shift}, or {@code (n + 1) * multiplier >> shift} if {@code increment}. The product needs no more than 64
 * bits.
 *
 * <p>Rounding the multiplier up is due to Granlund and Montgomery, "Division by Invariant Integers using Multiplication" (1994), see also
 * Warren, "Hacker's Delight", chapter 10; rounding it down, with an increment, where that needs one bit less, to Robison, "N-Bit
 * Unsigned Division Via N-Bit Multiply-Add" (2005).
 */
record Reciprocal(long multiplier, int shift, boolean increment) {
    private static final int PRODUCT_BITS = 64;

    /**
     * For dividends from 0 to {@code greatest}.
     *
     * @param divisor from 3 on, no power of two, at most 2<sup>32</sup> - 1
     * @param greatest from 0 to 2<sup>32</sup> - 1
     */
    static Reciprocal unsigned(long divisor, long greatest) {
        BigInteger d = BigInteger.valueOf(divisor);
        BigInteger n = BigInteger.valueOf(greatest);
        // Up: the product is too large by n * error / power, less than what the fraction of n / d leaves to the next integer.
        for (int shift = 32; shift < PRODUCT_BITS; shift++) {
            BigInteger power = BigInteger.ONE.shiftLeft(shift);
            BigInteger multiplier = power.divide(d).add(BigInteger.ONE);
            BigInteger error = multiplier.multiply(d).subtract(power);
            if (error.multiply(n).compareTo(power) < 0 && multiplier.multiply(n).bitLength() <= PRODUCT_BITS) {
                return new Reciprocal(multiplier.longValue(), shift, false);
            }
        }
        BigInteger next = n.add(BigInteger.ONE);
        for (int shift = 32; shift < PRODUCT_BITS; shift++) {
            BigInteger power = BigInteger.ONE.shiftLeft(shift);
            BigInteger multiplier = power.divide(d);
            BigInteger error = power.subtract(multiplier.multiply(d));
            if (error.multiply(next).compareTo(power) <= 0 && multiplier.multiply(next).bitLength() <= PRODUCT_BITS) {
                return new Reciprocal(multiplier.longValue(), shift, true);
            }
        }
        throw new IllegalArgumentException("no reciprocal of " + divisor);
    }

    /**
     * For any i32 dividend; the product is signed, and the quotient of a negative dividend is one too small.
     *
     * @param divisor from 3 to 2<sup>31</sup> - 1, no power of two
     */
    static Reciprocal signed(int divisor) {
        int shift = 32 + 31 - Integer.numberOfLeadingZeros(divisor);
        return new Reciprocal(BigInteger.ONE.shiftLeft(shift).divide(BigInteger.valueOf(divisor)).longValue() + 1, shift, false);
    }
}
