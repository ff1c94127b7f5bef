// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.jvm.support;

import dev.tandem.ir.vm.Context;
import org.jspecify.annotations.Nullable;

/** Values in the slots of the raw convention: results beyond the first, arguments of tail calls and of wide functions. */
public final class Results {
    private Results() {}

    public static int getInt(Context context, int slot) {
        return (int) context.results[slot];
    }

    public static long getLong(Context context, int slot) {
        return context.results[slot];
    }

    public static float getFloat(Context context, int slot) {
        return Float.intBitsToFloat((int) context.results[slot]);
    }

    public static double getDouble(Context context, int slot) {
        return Double.longBitsToDouble(context.results[slot]);
    }

    /** Takes the reference away, so that it does not live on here. */
    public static @Nullable Object getReference(Context context, int slot) {
        Object value = context.referenceResults[slot];
        context.referenceResults[slot] = null;
        return value;
    }

    public static void set(int value, Context context, int slot) {
        context.results[slot] = value & 0xffff_ffffL;
    }

    public static void set(long value, Context context, int slot) {
        context.results[slot] = value;
    }

    public static void set(float value, Context context, int slot) {
        context.results[slot] = Float.floatToRawIntBits(value) & 0xffff_ffffL;
    }

    public static void set(double value, Context context, int slot) {
        context.results[slot] = Double.doubleToRawLongBits(value);
    }

    public static void set(@Nullable Object value, Context context, int slot) {
        context.referenceResults[slot] = value;
    }

    // Arrays of the raw convention

    public static void put(long[] numbers, int value, int slot) {
        numbers[slot] = value & 0xffff_ffffL;
    }

    public static void put(long[] numbers, long value, int slot) {
        numbers[slot] = value;
    }

    public static void put(long[] numbers, float value, int slot) {
        numbers[slot] = Float.floatToRawIntBits(value) & 0xffff_ffffL;
    }

    public static void put(long[] numbers, double value, int slot) {
        numbers[slot] = Double.doubleToRawLongBits(value);
    }

    public static void put(@Nullable Object[] references, @Nullable Object value, int slot) {
        references[slot] = value;
    }

    public static int getInt(long[] numbers, int slot) {
        return (int) numbers[slot];
    }

    public static long getLong(long[] numbers, int slot) {
        return numbers[slot];
    }

    public static float getFloat(long[] numbers, int slot) {
        return Float.intBitsToFloat((int) numbers[slot]);
    }

    public static double getDouble(long[] numbers, int slot) {
        return Double.longBitsToDouble(numbers[slot]);
    }

    public static @Nullable Object getReference(@Nullable Object[] references, int slot) {
        return references[slot];
    }

    // The same for generated code that has the value on its stack

    public static void store(int value, long[] numbers, int slot) {
        numbers[slot] = value & 0xffff_ffffL;
    }

    public static void store(long value, long[] numbers, int slot) {
        numbers[slot] = value;
    }

    public static void store(float value, long[] numbers, int slot) {
        numbers[slot] = Float.floatToRawIntBits(value) & 0xffff_ffffL;
    }

    public static void store(double value, long[] numbers, int slot) {
        numbers[slot] = Double.doubleToRawLongBits(value);
    }

    public static void store(@Nullable Object value, @Nullable Object[] references, int slot) {
        references[slot] = value;
    }
}
