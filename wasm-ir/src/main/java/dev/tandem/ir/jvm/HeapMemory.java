// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.jvm;

import dev.tandem.decoder.type.MemoryType;
import dev.tandem.ir.trap.TrapCode;
import dev.tandem.ir.trap.WasmTrap;
import dev.tandem.ir.vm.LinearMemory;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * A linear memory in a Java array, whose length is exactly the memory's size: the array's own bounds check is wasm's. Can hold at most
 * {@value #MAX_PAGES} pages.
 */
public final class HeapMemory extends LinearMemory {
    /** Just under 2 GiB, what a Java array can hold. */
    public static final int MAX_PAGES = 32767;

    private static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    /** The content. Replaced when the memory grows: generated code reads it again after anything that may grow it. */
    public byte[] bytes;

    private final long maximum;

    /**
     * @param maximumPages the most pages it may grow to, besides the type's own maximum
     * @throws WasmTrap with {@link TrapCode#OUT_OF_MEMORY} if the initial size cannot be had
     */
    public HeapMemory(MemoryType type, long maximumPages) {
        super(type);
        long minimum = type.limits().minimum();
        long most = Math.min(maximumPages, MAX_PAGES);
        long declared = type.limits().maximum();
        this.maximum = Long.compareUnsigned(declared, most) < 0 ? declared : most;
        if (Long.compareUnsigned(minimum, most) > 0) {
            throw new WasmTrap(
                    TrapCode.OUT_OF_MEMORY,
                    "a memory of " + Long.toUnsignedString(minimum) + " pages is more than the " + most + " allowed");
        }
        try {
            this.bytes = new byte[(int) minimum * MemoryType.PAGE_SIZE];
        } catch (OutOfMemoryError e) {
            throw new WasmTrap(TrapCode.OUT_OF_MEMORY, e);
        }
    }

    @Override
    public long pages() {
        return bytes.length / MemoryType.PAGE_SIZE;
    }

    @Override
    public long grow(long delta) {
        long old = pages();
        if (delta == 0) {
            return old;
        }
        if (delta < 0 || delta > maximum - old) {
            return -1;
        }
        try {
            bytes = Arrays.copyOf(bytes, (int) (old + delta) * MemoryType.PAGE_SIZE);
        } catch (OutOfMemoryError e) {
            return -1;
        }
        return old;
    }

    private int check(long address, long length) {
        if (address < 0 || length < 0 || length > bytes.length || address > bytes.length - length) {
            throw new WasmTrap(TrapCode.MEMORY_OUT_OF_BOUNDS);
        }
        return (int) address;
    }

    @Override
    public void read(long address, byte[] destination, int offset, int length) {
        System.arraycopy(bytes, check(address, length), destination, offset, length);
    }

    @Override
    public void write(long address, byte[] source, int offset, int length) {
        System.arraycopy(source, offset, bytes, check(address, length), length);
    }

    @Override
    public void fill(long address, byte value, long length) {
        int start = check(address, length);
        Arrays.fill(bytes, start, start + (int) length, value);
    }

    @Override
    public void copyFrom(LinearMemory source, long sourceAddress, long destinationAddress, long length) {
        HeapMemory from = (HeapMemory) source;
        int start = from.check(sourceAddress, length);
        System.arraycopy(from.bytes, start, bytes, check(destinationAddress, length), (int) length);
    }

    @Override
    public ByteBuffer buffer(long address, int length) {
        return ByteBuffer.wrap(bytes, check(address, length), length);
    }

    @Override
    public byte getByte(long address) {
        return bytes[check(address, 1)];
    }

    @Override
    public short getShort(long address) {
        return (short) SHORT.get(bytes, check(address, 2));
    }

    @Override
    public int getInt(long address) {
        return (int) INT.get(bytes, check(address, 4));
    }

    @Override
    public long getLong(long address) {
        return (long) LONG.get(bytes, check(address, 8));
    }

    @Override
    public void putByte(long address, byte value) {
        bytes[check(address, 1)] = value;
    }

    @Override
    public void putShort(long address, short value) {
        SHORT.set(bytes, check(address, 2), value);
    }

    @Override
    public void putInt(long address, int value) {
        INT.set(bytes, check(address, 4), value);
    }

    @Override
    public void putLong(long address, long value) {
        LONG.set(bytes, check(address, 8), value);
    }
}
