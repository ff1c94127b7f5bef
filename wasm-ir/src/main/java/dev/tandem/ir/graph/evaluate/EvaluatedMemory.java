// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.graph.evaluate;

import dev.tandem.decoder.type.MemoryType;
import dev.tandem.ir.trap.TrapCode;
import dev.tandem.ir.trap.WasmTrap;
import java.util.Arrays;

/** A linear memory of the evaluator. Addresses and sizes are unsigned. */
public final class EvaluatedMemory {
    /** No memory of the evaluator grows beyond this. */
    private static final int MOST_PAGES = 1024;

    private final long maximum;
    private byte[] bytes;

    public EvaluatedMemory(MemoryType type) {
        long most = type.limits().maximum();
        maximum = Long.compareUnsigned(most, MOST_PAGES) < 0 ? most : MOST_PAGES;
        bytes = new byte[Math.toIntExact(type.limits().minimum()) * MemoryType.PAGE_SIZE];
    }

    /** The contents: the array itself. */
    public byte[] bytes() {
        return bytes;
    }

    public long pages() {
        return bytes.length / MemoryType.PAGE_SIZE;
    }

    /** Grows by {@code delta} pages; gives the size before, or -1 if that is too much. */
    public long grow(long delta) {
        long before = pages();
        if (Long.compareUnsigned(delta, maximum) > 0 || before + delta > maximum) {
            return -1;
        }
        bytes = Arrays.copyOf(bytes, (int) (before + delta) * MemoryType.PAGE_SIZE);
        return before;
    }

    /** Where an access starts in {@link #bytes()}. Traps if it is out of bounds; neither sum wraps. */
    public int check(long address, long offset, long size) {
        long start = address + offset;
        boolean wraps = Long.compareUnsigned(start, address) < 0;
        if (wraps
                || Long.compareUnsigned(start, bytes.length) > 0
                || Long.compareUnsigned(size, bytes.length - start) > 0) {
            throw new WasmTrap(TrapCode.MEMORY_OUT_OF_BOUNDS);
        }
        return (int) start;
    }

    long read(int at, int width) {
        long value = 0;
        for (int i = width - 1; i >= 0; i--) {
            value = (value << 8) | (bytes[at + i] & 0xff);
        }
        return value;
    }

    void write(int at, int width, long value) {
        for (int i = 0; i < width; i++) {
            bytes[at + i] = (byte) (value >>> (8 * i));
        }
    }
}
