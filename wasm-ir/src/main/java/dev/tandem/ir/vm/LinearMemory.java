// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.vm;

import dev.tandem.decoder.type.MemoryType;
import java.nio.ByteBuffer;

/**
 * A linear memory. How it is stored is the backend's; this is what the host and the bulk instructions need.
 *
 * <p>Addresses and lengths are bytes, unsigned 64-bit. All accesses are checked and trap with
 * {@link dev.tandem.ir.trap.TrapCode#MEMORY_OUT_OF_BOUNDS} before anything is written. Single-threaded by contract, as the instance is.
 */
public abstract class LinearMemory {
    private final MemoryType type;

    protected LinearMemory(MemoryType type) {
        this.type = type;
    }

    /** The declared type; its minimum is the initial size, not the present one. */
    public final MemoryType type() {
        return type;
    }

    /** The size now, in pages of 64 KiB. */
    public abstract long pages();

    /** The size now, in bytes. */
    public final long size() {
        return pages() * MemoryType.PAGE_SIZE;
    }

    /** Grows by {@code delta} pages (unsigned); returns the old size in pages, or -1 if that is refused. */
    public abstract long grow(long delta);

    public abstract void read(long address, byte[] destination, int offset, int length);

    public abstract void write(long address, byte[] source, int offset, int length);

    public abstract void fill(long address, byte value, long length);

    /** Copies within this memory or from another one; the ranges may overlap. */
    public abstract void copyFrom(LinearMemory source, long sourceAddress, long destinationAddress, long length);

    /**
     * The bytes of a range themselves, for the host to read and write without copying. Valid until the memory grows.
     */
    public abstract ByteBuffer buffer(long address, int length);

    public abstract byte getByte(long address);

    public abstract short getShort(long address);

    public abstract int getInt(long address);

    public abstract long getLong(long address);

    public abstract void putByte(long address, byte value);

    public abstract void putShort(long address, short value);

    public abstract void putInt(long address, int value);

    public abstract void putLong(long address, long value);
}
