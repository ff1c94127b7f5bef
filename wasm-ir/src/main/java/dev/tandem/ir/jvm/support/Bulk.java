// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.jvm.support;

import dev.tandem.ir.jvm.HeapMemory;
import dev.tandem.ir.trap.TrapCode;
import dev.tandem.ir.trap.WasmTrap;
import dev.tandem.ir.vm.Context;
import dev.tandem.ir.vm.Table;
import org.jspecify.annotations.Nullable;

/** Instructions on whole memories and tables. Addresses, indices and lengths are unsigned. */
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
        byte[] data = context.data[segment];
        if ((from & MASK) + (length & MASK) > data.length) {
            throw new WasmTrap(TrapCode.MEMORY_OUT_OF_BOUNDS);
        }
        memory.write(to & MASK, data, from, length);
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
}
