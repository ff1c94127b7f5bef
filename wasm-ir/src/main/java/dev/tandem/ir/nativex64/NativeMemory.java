// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.nativex64;

import dev.tandem.decoder.type.MemoryType;
import dev.tandem.ir.platform.OperatingSystem;
import dev.tandem.ir.platform.PlatformException;
import dev.tandem.ir.platform.RawMemory;
import dev.tandem.ir.trap.TrapCode;
import dev.tandem.ir.trap.WasmTrap;
import dev.tandem.ir.vm.LinearMemory;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.ref.WeakReference;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * A linear memory in reserved address space: it grows in place and its base never moves. What lies around it, guard pages or nothing in
 * particular, is the business of who reserved it.
 */
final class NativeMemory extends LinearMemory {
    private static final ValueLayout.OfShort SHORT = ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private final OperatingSystem system;
    private final MemorySegment space;
    private final long base;
    private final long maximum;
    private final List<Mirror> mirrors = new ArrayList<>(1);
    private long bytes;

    /** A place in a context that holds the size. */
    private record Mirror(WeakReference<NativeContext> context, int offset) {}

    /**
     * @param space the reserved address space from its base, which is given back with the last reference to the segment
     * @param maximum in pages, not more than {@code space} holds
     * @throws WasmTrap with {@link TrapCode#OUT_OF_MEMORY} if the initial size cannot be had
     */
    NativeMemory(OperatingSystem system, MemoryType type, MemorySegment space, long maximum) {
        super(type);
        this.system = system;
        this.space = space;
        this.base = space.address();
        this.maximum = maximum;
        if (grow(type.limits().minimum()) < 0) {
            throw tooLarge(type.limits().minimum());
        }
    }

    static WasmTrap tooLarge(long pages) {
        return new WasmTrap(
                TrapCode.OUT_OF_MEMORY, "a memory of " + Long.toUnsignedString(pages) + " pages cannot be had");
    }

    long base() {
        return base;
    }

    /** Keeps the size up to date at {@code offset} of a context. */
    void mirrorSize(NativeContext context, int offset) {
        mirrors.add(new Mirror(new WeakReference<>(context), offset));
        RawMemory.putLong(context.address() + offset, bytes);
    }

    @Override
    public long pages() {
        return bytes / MemoryType.PAGE_SIZE;
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
            system.commit(base + bytes, delta * MemoryType.PAGE_SIZE);
        } catch (PlatformException refused) {
            return -1;
        }
        bytes += delta * MemoryType.PAGE_SIZE;
        mirrors.removeIf(mirror -> !update(mirror));
        return old;
    }

    private boolean update(Mirror mirror) {
        NativeContext context = mirror.context.get();
        if (context == null) {
            return false;
        }
        RawMemory.putLong(context.address() + mirror.offset, bytes);
        return true;
    }

    private void check(long address, long length) {
        if (address < 0 || length < 0 || length > bytes || address > bytes - length) {
            throw new WasmTrap(TrapCode.MEMORY_OUT_OF_BOUNDS);
        }
    }

    @Override
    public void read(long address, byte[] destination, int offset, int length) {
        check(address, length);
        MemorySegment.copy(space, ValueLayout.JAVA_BYTE, address, destination, offset, length);
    }

    @Override
    public void write(long address, byte[] source, int offset, int length) {
        check(address, length);
        MemorySegment.copy(source, offset, space, ValueLayout.JAVA_BYTE, address, length);
    }

    @Override
    public void fill(long address, byte value, long length) {
        check(address, length);
        space.asSlice(address, length).fill(value);
    }

    @Override
    public void copyFrom(LinearMemory source, long sourceAddress, long destinationAddress, long length) {
        NativeMemory from = (NativeMemory) source;
        from.check(sourceAddress, length);
        check(destinationAddress, length);
        MemorySegment.copy(from.space, sourceAddress, space, destinationAddress, length);
    }

    @Override
    public ByteBuffer buffer(long address, int length) {
        check(address, length);
        return space.asSlice(address, length).asByteBuffer();
    }

    @Override
    public byte getByte(long address) {
        check(address, 1);
        return space.get(ValueLayout.JAVA_BYTE, address);
    }

    @Override
    public short getShort(long address) {
        check(address, 2);
        return space.get(SHORT, address);
    }

    @Override
    public int getInt(long address) {
        check(address, 4);
        return space.get(INT, address);
    }

    @Override
    public long getLong(long address) {
        check(address, 8);
        return space.get(LONG, address);
    }

    @Override
    public void putByte(long address, byte value) {
        check(address, 1);
        space.set(ValueLayout.JAVA_BYTE, address, value);
    }

    @Override
    public void putShort(long address, short value) {
        check(address, 2);
        space.set(SHORT, address, value);
    }

    @Override
    public void putInt(long address, int value) {
        check(address, 4);
        space.set(INT, address, value);
    }

    @Override
    public void putLong(long address, long value) {
        check(address, 8);
        space.set(LONG, address, value);
    }
}
