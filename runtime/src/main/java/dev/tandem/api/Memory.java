// SPDX-License-Identifier: Apache-2.0
package dev.tandem.api;

import dev.tandem.decoder.module.ExternalKind;
import dev.tandem.decoder.type.MemoryType;

/**
 * A linear memory. Addresses and lengths are bytes, unsigned; a guest's {@code i32} pointer has to be zero-extended. Numbers are
 * little-endian and need no alignment.
 *
 * <p>Every access is checked; one outside throws {@link dev.tandem.ir.trap.WasmTrap} with
 * {@link dev.tandem.ir.trap.TrapCode#MEMORY_OUT_OF_BOUNDS} before anything is written. Reads and writes may only be made by the thread
 * that is inside an instance that uses the memory, or while none is. Two are {@code equal} if they are the same memory.
 */
public interface Memory extends Extern {
    /** Bytes of a page. */
    int PAGE_SIZE = MemoryType.PAGE_SIZE;

    /** The type, with the present size as minimum. */
    MemoryType type();

    /** The size now, in pages of 64 KiB. */
    long pages();

    /** The size now, in bytes. */
    long size();

    /** Grows by {@code delta} pages, 0 or more; returns the old size in pages, or -1 if type, limits or the host's memory refuse it. */
    long grow(long delta);

    byte getByte(long address);

    short getShort(long address);

    int getInt(long address);

    long getLong(long address);

    float getFloat(long address);

    double getDouble(long address);

    void putByte(long address, byte value);

    void putShort(long address, short value);

    void putInt(long address, int value);

    void putLong(long address, long value);

    void putFloat(long address, float value);

    void putDouble(long address, double value);

    /** A copy of {@code length} bytes. */
    byte[] read(long address, int length);

    /** Copies {@code length} bytes into {@code destination} from {@code offset} on. */
    void read(long address, byte[] destination, int offset, int length);

    void write(long address, byte[] source);

    /** Copies {@code length} bytes of {@code source} from {@code offset} on. */
    void write(long address, byte[] source, int offset, int length);

    void fill(long address, byte value, long length);

    /** Copies within the memory; the ranges may overlap. */
    void copy(long from, long to, long length);

    /** Decodes {@code length} bytes as UTF-8; malformed input becomes U+FFFD. */
    String getString(long address, int length);

    /** Writes a string as UTF-8, without terminator; returns the number of bytes. */
    int putString(long address, String string);

    @Override
    default ExternalKind kind() {
        return ExternalKind.MEMORY;
    }
}
