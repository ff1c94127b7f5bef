// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.strength;

import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/**
 * A multiplier that divides i64 by the upper half {@code high} of a product: the quotient of {@code n} is {@code high >> after}, where
 * {@code high} is that of {@code (n >> before) * multiplier}. If {@code wide}, the multiplier has one more bit, 2<sup>64</sup>, which is not
 * in {@code multiplier}: {@code n >> before} is to be added to {@code high}. After Granlund and Montgomery, see {@link Reciprocal}; of
 * a negative dividend, the quotient is one too small.
 */
record LongReciprocal(int before, long multiplier, boolean wide, int after) {
    private static final int BITS = 64;

    /** For unsigned dividends up to {@code greatest}; the divisor is unsigned, at least 3 and no power of two. */
    static LongReciprocal unsigned(long divisor, long greatest) {
        BigInteger d = unsigned(divisor);
        BigInteger n = unsigned(greatest);
        LongReciprocal simple = simple(0, d, n);
        int trailing = Long.numberOfTrailingZeros(divisor);
        if (simple == null && trailing > 0) {
            simple = simple(trailing, d.shiftRight(trailing), n.shiftRight(trailing));
        }
        if (simple != null) {
            return simple;
        }
        int after = d.bitLength();
        BigInteger multiplier = BigInteger.ONE.shiftLeft(BITS + after).divide(d).add(BigInteger.ONE);
        return new LongReciprocal(0, multiplier.longValue(), true, after);
    }

    private static BigInteger unsigned(long value) {
        return new BigInteger(Long.toUnsignedString(value));
    }

    /** One whose multiplier has 64 bits; null if none is exact enough for dividends up to {@code n}. */
    private static @Nullable LongReciprocal simple(int before, BigInteger d, BigInteger n) {
        for (int after = 0; after < BITS; after++) {
            BigInteger power = BigInteger.ONE.shiftLeft(BITS + after);
            BigInteger multiplier = power.divide(d).add(BigInteger.ONE);
            if (multiplier.bitLength() > BITS) {
                return null;
            }
            BigInteger error = multiplier.multiply(d).subtract(power);
            if (error.multiply(n).compareTo(power) < 0) {
                return new LongReciprocal(before, multiplier.longValue(), false, after);
            }
        }
        return null;
    }

    /** For any signed dividend; the divisor is at least 3 and no power of two. */
    static LongReciprocal signed(long divisor) {
        BigInteger d = BigInteger.valueOf(divisor);
        for (int after = 0; ; after++) {
            BigInteger power = BigInteger.ONE.shiftLeft(BITS + after);
            BigInteger multiplier = power.divide(d).add(BigInteger.ONE);
            BigInteger error = multiplier.multiply(d).subtract(power);
            if (error.compareTo(BigInteger.ONE.shiftLeft(after + 1)) <= 0) {
                return new LongReciprocal(0, multiplier.longValue(), multiplier.bitLength() == BITS, after);
            }
        }
    }
}
