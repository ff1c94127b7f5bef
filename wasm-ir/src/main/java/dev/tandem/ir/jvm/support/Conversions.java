// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.jvm.support;

import dev.tandem.ir.trap.TrapCode;
import dev.tandem.ir.trap.WasmTrap;

/**
 * Conversions between integers and floats. Java's own float to integer conversions saturate and take NaN to 0, as the specification's
 * {@code trunc_sat} does.
 */
public final class Conversions {
    private static final double TWO_31 = 0x1p31;
    private static final double TWO_32 = 0x1p32;
    private static final double TWO_63 = 0x1p63;
    private static final double TWO_64 = 0x1p64;

    private Conversions() {}

    private static WasmTrap trap(boolean nan) {
        return new WasmTrap(nan ? TrapCode.INVALID_CONVERSION : TrapCode.INTEGER_OVERFLOW);
    }

    // Trapping. A float is exact as a double, so one range check serves both.

    public static int i32TruncS(double a) {
        if (a > -TWO_31 - 1 && a < TWO_31) {
            return (int) a;
        }
        throw trap(Double.isNaN(a));
    }

    public static int i32TruncU(double a) {
        if (a > -1 && a < TWO_32) {
            return (int) (long) a;
        }
        throw trap(Double.isNaN(a));
    }

    public static long i64TruncS(double a) {
        if (a >= -TWO_63 && a < TWO_63) {
            return (long) a;
        }
        throw trap(Double.isNaN(a));
    }

    public static long i64TruncU(double a) {
        if (a > -1 && a < TWO_64) {
            return unsigned(a);
        }
        throw trap(Double.isNaN(a));
    }

    private static long unsigned(double a) {
        return a < TWO_63 ? (long) a : (long) (a - TWO_63) ^ Long.MIN_VALUE;
    }

    // Saturating

    public static int i32TruncSatU(double a) {
        long wide = (long) a;
        return wide < 0 ? 0 : wide > 0xffff_ffffL ? -1 : (int) wide;
    }

    public static long i64TruncSatU(double a) {
        return a >= TWO_64 ? -1 : a > 0 ? unsigned(a) : 0;
    }

    // From unsigned integers

    public static float f32ConvertU(int a) {
        return (float) (a & 0xffff_ffffL);
    }

    public static double f64ConvertU(int a) {
        return (double) (a & 0xffff_ffffL);
    }

    /** Halving keeps the lowest bit sticky, so that the one rounding is right. */
    public static float f32ConvertU(long a) {
        return a >= 0 ? (float) a : (float) ((a >>> 1) | (a & 1)) * 2;
    }

    public static double f64ConvertU(long a) {
        return a >= 0 ? (double) a : (double) ((a >>> 1) | (a & 1)) * 2;
    }

    /** Zero-extends. */
    public static long extendU(int a) {
        return a & 0xffff_ffffL;
    }
}
