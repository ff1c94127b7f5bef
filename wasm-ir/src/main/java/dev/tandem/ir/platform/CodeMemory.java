// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.platform;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Executable memory: written through one mapping, executed through another, all in one address range. Blocks are handed out first fit from
 * a few large mappings; a mapping that has become free as a whole is given back. Thread-safe.
 */
public final class CodeMemory {
    private static final long CHUNK = 1 << 20;
    /** Small, because a process that runs little should not wait for the filling of much. */
    private static final long FIRST_CHUNK = 1 << 16;

    private static final int ALIGNMENT = 16;
    /** {@code int3}: what unused code memory holds, so that a wild jump into it stops at once. */
    private static final byte FILLER = (byte) 0xcc;

    private final AddressRange range;
    private final OperatingSystem system;
    private final List<Chunk> chunks = new ArrayList<>();

    /** @param range where code is executed */
    public CodeMemory(AddressRange range) {
        this.range = range;
        this.system = range.system();
    }

    /**
     * Takes room for code, which holds nothing useful yet.
     *
     * @return the block, to be {@linkplain #free freed} once
     * @throws PlatformException if there is no memory
     */
    public Block allocate(int length) {
        long size = Math.max(ALIGNMENT, roundUp(length, ALIGNMENT));
        Block found = take(size);
        return found == null ? takeOfNewChunk(size) : found;
    }

    private synchronized @Nullable Block take(long size) {
        for (Chunk chunk : chunks) {
            if (size <= chunk.largest) {
                long offset = chunk.free.take(size);
                if (offset >= 0) {
                    return new Block(chunk, offset, size);
                }
                chunk.largest = size - 1;
            }
        }
        return null;
    }

    /** Not under the lock: who frees code may be what the range waits for. */
    private Block takeOfNewChunk(long size) {
        long pages = roundUp(Math.max(size, isEmpty() ? FIRST_CHUNK : CHUNK), system.pageSize());
        long place = range.take(pages);
        Chunk made;
        try {
            made = new Chunk(system.mapCode(place, pages));
        } catch (PlatformException refused) {
            range.give(place, pages);
            throw refused;
        }
        Block block = new Block(made, made.free.take(size), size);
        synchronized (this) {
            chunks.add(made);
        }
        return block;
    }

    private synchronized boolean isEmpty() {
        return chunks.isEmpty();
    }

    /** Copies code into executable memory; see {@link #allocate(int)}. */
    public Block allocate(byte[] code, int length) {
        Block block = allocate(length);
        block.write(code, length);
        return block;
    }

    /** Frees a block that nothing can be running in. */
    public synchronized void free(Block block) {
        Chunk chunk = block.chunk;
        chunk.used -= block.size;
        if (chunk.used == 0 && chunks.size() > 1) {
            drop(chunk);
            return;
        }
        chunk.bytes.asSlice(block.offset, block.size).fill(FILLER);
        chunk.free.give(block.offset, block.size);
        chunk.largest = chunk.mapping.size();
    }

    /** Frees blocks that nothing can be running in. Mappings that go as a whole are not looked at block by block. */
    public synchronized void free(Collection<Block> gone) {
        for (Block block : gone) {
            block.chunk.leaving += block.size;
        }
        for (Block block : gone) {
            Chunk chunk = block.chunk;
            if (chunk.used > 0 && chunk.leaving == chunk.used && chunks.size() > 1) {
                drop(chunk);
                chunk.used = 0;
            } else if (chunk.used > 0) {
                chunk.leaving -= block.size;
                free(block);
            }
        }
    }

    private void drop(Chunk chunk) {
        chunks.remove(chunk);
        system.unmapCode(chunk.mapping);
        range.give(chunk.mapping.executable(), chunk.mapping.size());
    }

    /** Unmaps everything. Nothing in it may run any more. */
    public synchronized void clear() {
        List.copyOf(chunks).forEach(this::drop);
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
            chunk.used += size;
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

        /** Copies the code in. */
        public void write(byte[] code, int length) {
            MemorySegment.copy(code, 0, chunk.bytes, ValueLayout.JAVA_BYTE, offset, length);
        }

    }

    /** One dual mapping, with its free ranges by offset. */
    @SuppressWarnings("restricted") // this package is the one that may
    private static final class Chunk {
        final OperatingSystem.DualMapping mapping;
        final MemorySegment bytes;
        final FreeRanges free;

        /** No free range is larger; none that large need be there. */
        long largest;

        /** The sizes of its blocks together, and of those that are being freed. */
        long used;

        long leaving;

        Chunk(OperatingSystem.DualMapping mapping) {
            this.mapping = mapping;
            this.bytes = MemorySegment.ofAddress(mapping.writable()).reinterpret(mapping.size());
            bytes.fill(FILLER);
            this.free = new FreeRanges(0, mapping.size());
            this.largest = mapping.size();
        }
    }
}
