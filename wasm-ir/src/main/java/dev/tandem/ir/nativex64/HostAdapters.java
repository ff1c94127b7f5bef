// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.nativex64;

import dev.tandem.ir.platform.RawMemory;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import org.jspecify.annotations.Nullable;

/** Turns an exact method handle into one that takes its arguments from an array of the raw convention, and puts its result there. */
final class HostAdapters {
    private static final MethodHandles.Lookup LOOKUP = MethodHandles.lookup();

    private HostAdapters() {}

    /** {@code (address of the values) -> void}. */
    static MethodHandle adapt(MethodHandle target, NativeSignature signature, NativeContext importer) {
        MethodHandle adapted = target;
        int slot = 0;
        for (int i = 0; i < signature.parameterCount(); i++) {
            char kind = signature.parameterKind(i);
            adapted = MethodHandles.filterArguments(adapted, i, getter(kind, 8L * slot, importer));
            slot += NativeSignature.slots(kind);
        }
        MethodType longs = MethodType.methodType(adapted.type().returnType(), long.class);
        adapted = signature.parameterCount() == 0
                ? MethodHandles.dropArguments(adapted, 0, long.class)
                : MethodHandles.permuteArguments(adapted, longs, new int[signature.parameterCount()]);
        if (signature.resultCount() == 0) {
            return adapted;
        }
        MethodHandle stored = MethodHandles.collectArguments(setter(signature.resultKind(0), importer), 0, adapted);
        return MethodHandles.permuteArguments(stored, MethodType.methodType(void.class, long.class), 0, 0);
    }

    private static MethodHandle getter(char kind, long offset, NativeContext importer) {
        return switch (kind) {
            case 'I' -> bound("getInt", int.class, offset);
            case 'J' -> bound("getLong", long.class, offset);
            case 'F' -> bound("getFloat", float.class, offset);
            case 'D' -> bound("getDouble", double.class, offset);
            default -> {
                MethodHandle get = find("getReference", Object.class, NativeContext.class, long.class, long.class);
                yield MethodHandles.insertArguments(get, 0, importer, offset);
            }
        };
    }

    private static MethodHandle bound(String name, Class<?> type, long offset) {
        return MethodHandles.insertArguments(find(name, type, long.class, long.class), 0, offset);
    }

    private static MethodHandle setter(char kind, NativeContext importer) {
        return switch (kind) {
            case 'I' -> find("putInt", void.class, int.class, long.class);
            case 'J' -> find("putLong", void.class, long.class, long.class);
            case 'F' -> find("putFloat", void.class, float.class, long.class);
            case 'D' -> find("putDouble", void.class, double.class, long.class);
            default -> {
                MethodHandle put = find("putReference", void.class, NativeContext.class, Object.class, long.class);
                yield MethodHandles.insertArguments(put, 0, importer);
            }
        };
    }

    private static MethodHandle find(String name, Class<?> result, Class<?>... parameters) {
        try {
            return LOOKUP.findStatic(HostAdapters.class, name, MethodType.methodType(result, parameters));
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("no accessor " + name, e);
        }
    }

    // Through their handles

    static int getInt(long offset, long values) {
        return RawMemory.getInt(values + offset);
    }

    static long getLong(long offset, long values) {
        return RawMemory.getLong(values + offset);
    }

    static float getFloat(long offset, long values) {
        return Float.intBitsToFloat(RawMemory.getInt(values + offset));
    }

    static double getDouble(long offset, long values) {
        return Double.longBitsToDouble(RawMemory.getLong(values + offset));
    }

    static @Nullable Object getReference(NativeContext importer, long offset, long values) {
        return importer.entered().fromNative(RawMemory.getLong(values + offset));
    }

    static void putInt(int value, long values) {
        RawMemory.putLong(values, value & 0xffff_ffffL);
    }

    static void putLong(long value, long values) {
        RawMemory.putLong(values, value);
    }

    static void putFloat(float value, long values) {
        RawMemory.putLong(values, Float.floatToRawIntBits(value) & 0xffff_ffffL);
    }

    static void putDouble(double value, long values) {
        RawMemory.putLong(values, Double.doubleToRawLongBits(value));
    }

    static void putReference(NativeContext importer, @Nullable Object value, long values) {
        RawMemory.putLong(values, importer.entered().toNative(value));
    }
}
