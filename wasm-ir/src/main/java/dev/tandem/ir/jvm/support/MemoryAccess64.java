// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.jvm.support;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Loads and stores with 64-bit addresses; else as {@link MemoryAccess} says, whose name this one's begins with. */
public final class MemoryAccess64 {
    private static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle CHAR = MethodHandles.byteArrayViewVarHandle(char[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private MemoryAccess64() {}

    /** The index, negative for a sum from 2^31. */
    private static int at(long address, int offset) {
        if (address >>> 31 != 0) {
            throw MemoryAccess.outOfBounds();
        }
        return (int) address + offset;
    }

    public static int i32Load(long address, int offset, byte[] memory) {
        return (int) INT.get(memory, at(address, offset));
    }

    public static long i64Load(long address, int offset, byte[] memory) {
        return (long) LONG.get(memory, at(address, offset));
    }

    public static float f32Load(long address, int offset, byte[] memory) {
        return Float.intBitsToFloat((int) INT.get(memory, at(address, offset)));
    }

    public static double f64Load(long address, int offset, byte[] memory) {
        return Double.longBitsToDouble((long) LONG.get(memory, at(address, offset)));
    }

    public static int i32Load8s(long address, int offset, byte[] memory) {
        return memory[at(address, offset)];
    }

    public static int i32Load8u(long address, int offset, byte[] memory) {
        return memory[at(address, offset)] & 0xff;
    }

    public static int i32Load16s(long address, int offset, byte[] memory) {
        return (short) SHORT.get(memory, at(address, offset));
    }

    public static int i32Load16u(long address, int offset, byte[] memory) {
        return (char) CHAR.get(memory, at(address, offset));
    }

    public static long i64Load8s(long address, int offset, byte[] memory) {
        return memory[at(address, offset)];
    }

    public static long i64Load8u(long address, int offset, byte[] memory) {
        return memory[at(address, offset)] & 0xffL;
    }

    public static long i64Load16s(long address, int offset, byte[] memory) {
        return (short) SHORT.get(memory, at(address, offset));
    }

    public static long i64Load16u(long address, int offset, byte[] memory) {
        return (char) CHAR.get(memory, at(address, offset));
    }

    public static long i64Load32s(long address, int offset, byte[] memory) {
        return (int) INT.get(memory, at(address, offset));
    }

    public static long i64Load32u(long address, int offset, byte[] memory) {
        return (int) INT.get(memory, at(address, offset)) & 0xffff_ffffL;
    }

    public static void i32Store(long address, int value, int offset, byte[] memory) {
        INT.set(memory, at(address, offset), value);
    }

    public static void i64Store(long address, long value, int offset, byte[] memory) {
        LONG.set(memory, at(address, offset), value);
    }

    public static void f32Store(long address, float value, int offset, byte[] memory) {
        INT.set(memory, at(address, offset), Float.floatToRawIntBits(value));
    }

    public static void f64Store(long address, double value, int offset, byte[] memory) {
        LONG.set(memory, at(address, offset), Double.doubleToRawLongBits(value));
    }

    public static void i32Store8(long address, int value, int offset, byte[] memory) {
        memory[at(address, offset)] = (byte) value;
    }

    public static void i32Store16(long address, int value, int offset, byte[] memory) {
        SHORT.set(memory, at(address, offset), (short) value);
    }

    public static void i64Store8(long address, long value, int offset, byte[] memory) {
        memory[at(address, offset)] = (byte) value;
    }

    public static void i64Store16(long address, long value, int offset, byte[] memory) {
        SHORT.set(memory, at(address, offset), (short) value);
    }

    public static void i64Store32(long address, long value, int offset, byte[] memory) {
        INT.set(memory, at(address, offset), (int) value);
    }
}
