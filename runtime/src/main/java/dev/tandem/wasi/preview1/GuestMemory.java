// SPDX-License-Identifier: Apache-2.0
package dev.tandem.wasi.preview1;

import dev.tandem.ir.vm.LinearMemory;
import dev.tandem.wasi.Errno;
import dev.tandem.wasi.WasiException;
import dev.tandem.wasi.fs.FileStat;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The guest's memory as WASI sees it: a bad pointer is the error {@code FAULT}. Functions {@link #require} all that they will write before they do
 * anything, so that a bad pointer has no effects.
 */
final class GuestMemory {
    private static final int MAX_PATH_BYTES = 4096;

    private final LinearMemory memory;

    GuestMemory(LinearMemory memory) {
        this.memory = memory;
    }

    /** A pointer or size of the raw convention, unsigned. */
    static long unsigned(long value) {
        return value & 0xFFFF_FFFFL;
    }

    /** Fails if the range is not in the memory. */
    void require(long address, long length) {
        long size = memory.size();
        if (length > size || address > size - length) {
            throw new WasiException(Errno.FAULT);
        }
    }

    ByteBuffer buffer(long address, int length) {
        require(address, length);
        return memory.buffer(address, length);
    }

    int getByte(long address) {
        require(address, 1);
        return memory.getByte(address) & 0xFF;
    }

    int getShort(long address) {
        require(address, 2);
        return memory.getShort(address) & 0xFFFF;
    }

    int getInt(long address) {
        require(address, 4);
        return memory.getInt(address);
    }

    long getLong(long address) {
        require(address, 8);
        return memory.getLong(address);
    }

    void putByte(long address, int value) {
        require(address, 1);
        memory.putByte(address, (byte) value);
    }

    void putShort(long address, int value) {
        require(address, 2);
        memory.putShort(address, (short) value);
    }

    void putInt(long address, int value) {
        require(address, 4);
        memory.putInt(address, value);
    }

    void putLong(long address, long value) {
        require(address, 8);
        memory.putLong(address, value);
    }

    void write(long address, byte[] source, int length) {
        require(address, length);
        memory.write(address, source, 0, length);
    }

    void zero(long address, long length) {
        require(address, length);
        memory.fill(address, (byte) 0, length);
    }

    /** Reads a path: UTF-8 without NUL characters. */
    String path(long address, long length) {
        require(address, length);
        if (length > MAX_PATH_BYTES) {
            throw new WasiException(Errno.NAMETOOLONG);
        }
        byte[] bytes = new byte[(int) length];
        memory.read(address, bytes, 0, bytes.length);
        String path = new String(bytes, StandardCharsets.UTF_8);
        if (path.indexOf('\0') >= 0) {
            throw new WasiException(Errno.INVAL);
        }
        // Malformed input was replaced by U+FFFD, which may also stand there by right.
        if (path.indexOf('\uFFFD') >= 0 && !Arrays.equals(bytes, path.getBytes(StandardCharsets.UTF_8))) {
            throw new WasiException(Errno.ILSEQ);
        }
        return path;
    }

    /** Writes a {@code filestat}. */
    void putFileStat(long address, FileStat stat, Edition edition) {
        zero(address, edition.fileStatSize());
        memory.putLong(address, stat.device());
        memory.putLong(address + 8, stat.inode());
        memory.putByte(address + 16, (byte) stat.type().code());
        long rest = address + 32;
        if (edition == Edition.UNSTABLE) {
            memory.putInt(address + 20, (int) Math.min(stat.links(), 0xFFFF_FFFFL));
            rest = address + 24;
        } else {
            memory.putLong(address + 24, stat.links());
        }
        memory.putLong(rest, stat.size());
        memory.putLong(rest + 8, stat.accessed());
        memory.putLong(rest + 16, stat.modified());
        memory.putLong(rest + 24, stat.changed());
    }
}
