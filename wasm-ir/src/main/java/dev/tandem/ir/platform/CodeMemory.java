// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.platform;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Executable memory: written through one mapping, executed through another. Blocks are handed out first fit from a few large mappings;
 * freed neighbours merge. Thread-safe. Closing it unmaps everything, when nothing in it can run any more.
 */
public final class CodeMemory implements AutoCloseable {
    private static final long CHUNK = 1 << 20;
    private static final int ALIGNMENT = 16;
    /** {@code int3}: what unused code memory holds, so that a wild jump into it stops at once. */
    private static final byte FILLER = (byte) 0xcc;

    private final OperatingSystem system;
    private final List<Chunk> chunks = new ArrayList<>();
    private boolean closed;

    public CodeMemory(OperatingSystem system) {
        this.system = system;
    }

    /**
     * Copies code into executable memory.
     *
     * @return the block, to be {@linkplain #free freed} once
     * @throws PlatformException if there is no memory, or this is closed
     */
    public synchronized Block allocate(byte[] code, int length) {
        if (closed) {
            throw new PlatformException("the code memory is closed");
        }
        long size = Math.max(ALIGNMENT, roundUp(length, ALIGNMENT));
        for (Chunk chunk : chunks) {
            long offset = chunk.take(size);
            if (offset >= 0) {
                return fill(chunk, offset, code, length, size);
            }
        }
        Chunk made = new Chunk(system.mapCode(roundUp(Math.max(size, CHUNK), system.pageSize())));
        chunks.add(made);
        return fill(made, made.take(size), code, length, size);
    }

    private static Block fill(Chunk chunk, long offset, byte[] code, int length, long size) {
        chunk.write(offset, code, length, size);
        return new Block(chunk, offset, size);
    }

    /** Frees a block that nothing can be running in. */
    public synchronized void free(Block block) {
        if (!closed) {
            block.chunk.give(block.offset, block.size);
        }
    }

    /** Whether {@code address} is one of ours. */
    public synchronized boolean contains(long address) {
        for (Chunk chunk : chunks) {
            long offset = address - chunk.mapping.executable();
            if (offset >= 0 && offset < chunk.mapping.size()) {
                return true;
            }
        }
        return false;
    }

    @Override
    public synchronized void close() {
        closed = true;
        for (Chunk chunk : chunks) {
            system.unmapCode(chunk.mapping);
        }
        chunks.clear();
    }

    private static long roundUp(long size, long unit) {
        return (size + unit - 1) / unit * unit;
    }

    /** A piece of executable memory that holds one function or stub. */
    public static final class Block {
        private final Chunk chunk;
        private final long offset;
        private final long size;

        private Block(Chunk chunk, long offset, long size) {
            this.chunk = chunk;
            this.offset = offset;
            this.size = size;
        }

        /** Where it is executed. */
        public long address() {
            return chunk.mapping.executable() + offset;
        }

        /** Its size, rounded up to the allocation unit. */
        public long size() {
            return size;
        }

        /** Stores an aligned 32-bit word into the code, for callers that patch it; atomic. */
        public void patchInt(long at, int value) {
            chunk.bytes.set(ValueLayout.JAVA_INT, offset + at, value);
        }
    }

    /** One dual mapping, with its free ranges by offset. */
    @SuppressWarnings("restricted") // this package is the one that may
    private static final class Chunk {
        final OperatingSystem.DualMapping mapping;
        final MemorySegment bytes;
        final NavigableMap<Long, Long> free = new TreeMap<>();

        Chunk(OperatingSystem.DualMapping mapping) {
            this.mapping = mapping;
            this.bytes = MemorySegment.ofAddress(mapping.writable()).reinterpret(mapping.size());
            bytes.fill(FILLER);
            free.put(0L, mapping.size());
        }

        /** Takes {@code size} bytes from the first range that has them; returns their offset, or -1. */
        long take(long size) {
            long found = -1;
            for (Map.Entry<Long, Long> range : free.entrySet()) {
                if (range.getValue() >= size) {
                    found = range.getKey();
                    break;
                }
            }
            Long available = free.remove(found);
            if (available != null && available > size) {
                free.put(found + size, available - size);
            }
            return found;
        }

        void give(long offset, long size) {
            bytes.asSlice(offset, size).fill(FILLER);
            Map.Entry<Long, Long> before = free.lowerEntry(offset);
            long start = offset;
            long end = offset + size;
            if (before != null && before.getKey() + before.getValue() == offset) {
                start = before.getKey();
            }
            Long after = free.remove(end);
            if (after != null) {
                end += after;
            }
            free.put(start, end - start);
        }

        void write(long offset, byte[] code, int length, long size) {
            MemorySegment.copy(code, 0, bytes, ValueLayout.JAVA_BYTE, offset, length);
            bytes.asSlice(offset + length, size - length).fill(FILLER);
        }
    }
}
