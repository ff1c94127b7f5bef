// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.jvm.support;

import dev.tandem.ir.jvm.HeapMemory;
import dev.tandem.ir.trap.TrapCode;
import dev.tandem.ir.trap.WasmTrap;
import dev.tandem.ir.vm.Context;
import dev.tandem.ir.vm.Table;
import org.jspecify.annotations.Nullable;

/** Instructions on whole memories and tables. Addresses, indices and lengths are unsigned, of 32 or 64 bits. */
public final class Bulk {
    private static final long MASK = 0xffff_ffffL;

    private Bulk() {}

    public static int memorySize(HeapMemory memory) {
        return memory.bytes.length >>> 16;
    }

    public static int memoryGrow(int delta, HeapMemory memory) {
        return (int) memory.grow(delta & MASK);
    }

    public static void memoryFill(int address, int value, int length, HeapMemory memory) {
        memory.fill(address & MASK, (byte) value, length & MASK);
    }

    public static void memoryCopy(int to, int from, int length, HeapMemory target, HeapMemory source) {
        target.copyFrom(source, from & MASK, to & MASK, length & MASK);
    }

    public static void memoryInit(int to, int from, int length, HeapMemory memory, Context context, int segment) {
        memoryInit(to & MASK, from, length, memory, context, segment);
    }

    public static @Nullable Object tableGet(int index, Table table) {
        return table.get(index & MASK);
    }

    public static void tableSet(int index, @Nullable Object value, Table table) {
        table.set(index & MASK, value);
    }

    public static int tableSize(Table table) {
        return table.size();
    }

    public static int tableGrow(@Nullable Object value, int delta, Table table) {
        return (int) table.grow(delta & MASK, value);
    }

    public static void tableFill(int index, @Nullable Object value, int length, Table table) {
        table.fill(index & MASK, value, length & MASK);
    }

    public static void tableCopy(int to, int from, int length, Table target, Table source) {
        target.copyFrom(source, from & MASK, to & MASK, length & MASK);
    }

    public static void tableInit(int to, int from, int length, Table table, Context context, int segment) {
        table.init(context.elements[segment], from & MASK, to & MASK, length & MASK);
    }

    // With 64-bit addresses and indices; a copy between both kinds takes the shorter length.

    public static long memoryGrow(long delta, HeapMemory memory) {
        return memory.grow(delta);
    }

    public static void memoryFill(long address, int value, long length, HeapMemory memory) {
        memory.fill(address, (byte) value, length);
    }

    public static void memoryCopy(long to, long from, long length, HeapMemory target, HeapMemory source) {
        target.copyFrom(source, from, to, length);
    }

    public static void memoryCopy(long to, int from, int length, HeapMemory target, HeapMemory source) {
        target.copyFrom(source, from & MASK, to, length & MASK);
    }

    public static void memoryCopy(int to, long from, int length, HeapMemory target, HeapMemory source) {
        target.copyFrom(source, from, to & MASK, length & MASK);
    }

    public static void memoryInit(long to, int from, int length, HeapMemory memory, Context context, int segment) {
        byte[] data = context.data[segment];
        if ((from & MASK) + (length & MASK) > data.length) {
            throw new WasmTrap(TrapCode.MEMORY_OUT_OF_BOUNDS);
        }
        memory.write(to, data, from, length);
    }

    public static @Nullable Object tableGet(long index, Table table) {
        return table.get(index);
    }

    public static void tableSet(long index, @Nullable Object value, Table table) {
        table.set(index, value);
    }

    public static long tableGrow(@Nullable Object value, long delta, Table table) {
        return table.grow(delta, value);
    }

    public static void tableFill(long index, @Nullable Object value, long length, Table table) {
        table.fill(index, value, length);
    }

    public static void tableCopy(long to, long from, long length, Table target, Table source) {
        target.copyFrom(source, from, to, length);
    }

    public static void tableCopy(long to, int from, int length, Table target, Table source) {
        target.copyFrom(source, from & MASK, to, length & MASK);
    }

    public static void tableCopy(int to, long from, int length, Table target, Table source) {
        target.copyFrom(source, from, to & MASK, length & MASK);
    }

    public static void tableInit(long to, int from, int length, Table table, Context context, int segment) {
        table.init(context.elements[segment], from & MASK, to, length & MASK);
    }
}
