// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.jvm.support;

/** Float instructions that have no JVM instruction. */
public final class Floats {
    private static final int SIGN = Integer.MIN_VALUE;
    private static final long LONG_SIGN = Long.MIN_VALUE;

    private Floats() {}

    // On bits: NaNs keep their payload and only change sign.

    public static float f32Abs(float a) {
        return Float.intBitsToFloat(Float.floatToRawIntBits(a) & ~SIGN);
    }

    public static float f32Neg(float a) {
        return Float.intBitsToFloat(Float.floatToRawIntBits(a) ^ SIGN);
    }

    public static float f32Copysign(float a, float b) {
        return Float.intBitsToFloat((Float.floatToRawIntBits(a) & ~SIGN) | (Float.floatToRawIntBits(b) & SIGN));
    }

    public static double f64Abs(double a) {
        return Double.longBitsToDouble(Double.doubleToRawLongBits(a) & ~LONG_SIGN);
    }

    public static double f64Neg(double a) {
        return Double.longBitsToDouble(Double.doubleToRawLongBits(a) ^ LONG_SIGN);
    }

    public static double f64Copysign(double a, double b) {
        return Double.longBitsToDouble(
                (Double.doubleToRawLongBits(a) & ~LONG_SIGN) | (Double.doubleToRawLongBits(b) & LONG_SIGN));
    }

    // Through double: exact both ways. Adding 0 to a NaN makes it quiet, as the specification wants.

    public static float f32Ceil(float a) {
        return Float.isNaN(a) ? a + 0f : (float) Math.ceil(a);
    }

    public static float f32Floor(float a) {
        return Float.isNaN(a) ? a + 0f : (float) Math.floor(a);
    }

    public static float f32Trunc(float a) {
        return Float.isNaN(a) ? a + 0f : (float) (a < 0 ? Math.ceil(a) : Math.floor(a));
    }

    public static float f32Nearest(float a) {
        return Float.isNaN(a) ? a + 0f : (float) Math.rint(a);
    }

    public static float f32Sqrt(float a) {
        return Float.isNaN(a) ? a + 0f : (float) Math.sqrt(a);
    }

    public static double f64Ceil(double a) {
        return Double.isNaN(a) ? a + 0d : Math.ceil(a);
    }

    public static double f64Floor(double a) {
        return Double.isNaN(a) ? a + 0d : Math.floor(a);
    }

    public static double f64Trunc(double a) {
        return Double.isNaN(a) ? a + 0d : a < 0 ? Math.ceil(a) : Math.floor(a);
    }

    public static double f64Nearest(double a) {
        return Double.isNaN(a) ? a + 0d : Math.rint(a);
    }

    // Java's min and max treat zeros as the specification does, but may give a signaling NaN back.

    public static float f32Min(float a, float b) {
        return Float.isNaN(a) || Float.isNaN(b) ? a + b : Math.min(a, b);
    }

    public static float f32Max(float a, float b) {
        return Float.isNaN(a) || Float.isNaN(b) ? a + b : Math.max(a, b);
    }

    public static double f64Min(double a, double b) {
        return Double.isNaN(a) || Double.isNaN(b) ? a + b : Math.min(a, b);
    }

    public static double f64Max(double a, double b) {
        return Double.isNaN(a) || Double.isNaN(b) ? a + b : Math.max(a, b);
    }
}
