// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.jvm.support;

import dev.tandem.ir.trap.TrapCode;
import dev.tandem.ir.trap.WasmTrap;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Loads and stores of generated code. The array is exactly as long as the memory, so its bounds check is wasm's: an
 * {@link IndexOutOfBoundsException} from here is the trap, which the entry into the guest recognises by this class. Addresses are
 * unsigned; one from 2^31 is negative as an index and fails the check. With a static offset, which is below 2^31, a negative
 * address must fail by itself, and a sum past 2^31 is negative again.
 *
 * <p>Small on purpose, and the array last: the address is on the stack when generated code pushes the array.
 */
public final class MemoryAccess {
    /** Of signed 16 bits; optimized code uses it directly. */
    public static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
    /** Of unsigned 16 bits; optimized code uses it directly. */
    public static final VarHandle CHAR = MethodHandles.byteArrayViewVarHandle(char[].class, ByteOrder.LITTLE_ENDIAN);
    /** Of 32 bits; optimized code uses it directly. */
    public static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    /** Of 64 bits; optimized code uses it directly. */
    public static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private MemoryAccess() {}

    private static int at(int address, int offset) {
        if (address < 0) {
            throw outOfBounds();
        }
        return address + offset;
    }

    /** The trap itself, for offsets that no memory here reaches. */
    public static WasmTrap outOfBounds() {
        return new WasmTrap(TrapCode.MEMORY_OUT_OF_BOUNDS);
    }

    public static int i32Load(int address, byte[] memory) {
        return (int) INT.get(memory, address);
    }

    public static int i32Load(int address, int offset, byte[] memory) {
        return (int) INT.get(memory, at(address, offset));
    }

    public static long i64Load(int address, byte[] memory) {
        return (long) LONG.get(memory, address);
    }

    public static long i64Load(int address, int offset, byte[] memory) {
        return (long) LONG.get(memory, at(address, offset));
    }

    public static float f32Load(int address, byte[] memory) {
        return Float.intBitsToFloat((int) INT.get(memory, address));
    }

    public static float f32Load(int address, int offset, byte[] memory) {
        return Float.intBitsToFloat((int) INT.get(memory, at(address, offset)));
    }

    public static double f64Load(int address, byte[] memory) {
        return Double.longBitsToDouble((long) LONG.get(memory, address));
    }

    public static double f64Load(int address, int offset, byte[] memory) {
        return Double.longBitsToDouble((long) LONG.get(memory, at(address, offset)));
    }

    public static int i32Load8s(int address, byte[] memory) {
        return memory[address];
    }

    public static int i32Load8s(int address, int offset, byte[] memory) {
        return memory[at(address, offset)];
    }

    public static int i32Load8u(int address, byte[] memory) {
        return memory[address] & 0xff;
    }

    public static int i32Load8u(int address, int offset, byte[] memory) {
        return memory[at(address, offset)] & 0xff;
    }

    public static int i32Load16s(int address, byte[] memory) {
        return (short) SHORT.get(memory, address);
    }

    public static int i32Load16s(int address, int offset, byte[] memory) {
        return (short) SHORT.get(memory, at(address, offset));
    }

    public static int i32Load16u(int address, byte[] memory) {
        return (char) CHAR.get(memory, address);
    }

    public static int i32Load16u(int address, int offset, byte[] memory) {
        return (char) CHAR.get(memory, at(address, offset));
    }

    public static long i64Load8s(int address, byte[] memory) {
        return memory[address];
    }

    public static long i64Load8s(int address, int offset, byte[] memory) {
        return memory[at(address, offset)];
    }

    public static long i64Load8u(int address, byte[] memory) {
        return memory[address] & 0xffL;
    }

    public static long i64Load8u(int address, int offset, byte[] memory) {
        return memory[at(address, offset)] & 0xffL;
    }

    public static long i64Load16s(int address, byte[] memory) {
        return (short) SHORT.get(memory, address);
    }

    public static long i64Load16s(int address, int offset, byte[] memory) {
        return (short) SHORT.get(memory, at(address, offset));
    }

    public static long i64Load16u(int address, byte[] memory) {
        return (char) CHAR.get(memory, address);
    }

    public static long i64Load16u(int address, int offset, byte[] memory) {
        return (char) CHAR.get(memory, at(address, offset));
    }

    public static long i64Load32s(int address, byte[] memory) {
        return (int) INT.get(memory, address);
    }

    public static long i64Load32s(int address, int offset, byte[] memory) {
        return (int) INT.get(memory, at(address, offset));
    }

    public static long i64Load32u(int address, byte[] memory) {
        return (int) INT.get(memory, address) & 0xffff_ffffL;
    }

    public static long i64Load32u(int address, int offset, byte[] memory) {
        return (int) INT.get(memory, at(address, offset)) & 0xffff_ffffL;
    }

    public static void i32Store(int address, int value, byte[] memory) {
        INT.set(memory, address, value);
    }

    public static void i32Store(int address, int value, int offset, byte[] memory) {
        INT.set(memory, at(address, offset), value);
    }

    public static void i64Store(int address, long value, byte[] memory) {
        LONG.set(memory, address, value);
    }

    public static void i64Store(int address, long value, int offset, byte[] memory) {
        LONG.set(memory, at(address, offset), value);
    }

    public static void f32Store(int address, float value, byte[] memory) {
        INT.set(memory, address, Float.floatToRawIntBits(value));
    }

    public static void f32Store(int address, float value, int offset, byte[] memory) {
        INT.set(memory, at(address, offset), Float.floatToRawIntBits(value));
    }

    public static void f64Store(int address, double value, byte[] memory) {
        LONG.set(memory, address, Double.doubleToRawLongBits(value));
    }

    public static void f64Store(int address, double value, int offset, byte[] memory) {
        LONG.set(memory, at(address, offset), Double.doubleToRawLongBits(value));
    }

    public static void i32Store8(int address, int value, byte[] memory) {
        memory[address] = (byte) value;
    }

    public static void i32Store8(int address, int value, int offset, byte[] memory) {
        memory[at(address, offset)] = (byte) value;
    }

    public static void i32Store16(int address, int value, byte[] memory) {
        SHORT.set(memory, address, (short) value);
    }

    public static void i32Store16(int address, int value, int offset, byte[] memory) {
        SHORT.set(memory, at(address, offset), (short) value);
    }

    public static void i64Store8(int address, long value, byte[] memory) {
        memory[address] = (byte) value;
    }

    public static void i64Store8(int address, long value, int offset, byte[] memory) {
        memory[at(address, offset)] = (byte) value;
    }

    public static void i64Store16(int address, long value, byte[] memory) {
        SHORT.set(memory, address, (short) value);
    }

    public static void i64Store16(int address, long value, int offset, byte[] memory) {
        SHORT.set(memory, at(address, offset), (short) value);
    }

    public static void i64Store32(int address, long value, byte[] memory) {
        INT.set(memory, address, (int) value);
    }

    public static void i64Store32(int address, long value, int offset, byte[] memory) {
        INT.set(memory, at(address, offset), (int) value);
    }
}
