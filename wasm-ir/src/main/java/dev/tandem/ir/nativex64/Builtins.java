// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.nativex64;

import dev.tandem.ir.platform.RawMemory;
import dev.tandem.ir.trap.TrapCode;
import dev.tandem.ir.trap.WasmTrap;
import dev.tandem.ir.vm.LinearMemory;
import dev.tandem.ir.vm.Table;
import org.jspecify.annotations.Nullable;

/** What {@link Builtin}s do. Arguments and results lie in an array of the raw convention. */
final class Builtins {
    /** Long operations look for interrupts each time they have done so much, in bytes. */
    private static final long STRETCH = 1 << 22;

    private static final Builtin[] BY_ORDINAL = Builtin.values();

    private Builtins() {}

    static void call(NativeContext context, int ordinal, long values) {
        switch (BY_ORDINAL[ordinal]) {
            case MEMORY_GROW -> put(values, context.memories[int32(values, 0)].grow(int64(values, 1)));
            case MEMORY_FILL -> fill(
                    context,
                    context.memories[int32(values, 0)],
                    int64(values, 1),
                    (byte) int32(values, 2),
                    int64(values, 3));
            case MEMORY_COPY -> copy(
                    context,
                    context.memories[int32(values, 0)],
                    context.memories[int32(values, 1)],
                    int64(values, 2),
                    int64(values, 3),
                    int64(values, 4));
            case MEMORY_INIT -> initialize(
                    context,
                    context.memories[int32(values, 0)],
                    context.data[int32(values, 1)],
                    int64(values, 2),
                    int64(values, 3),
                    int64(values, 4));
            case DATA_DROP -> context.dropData(int32(values, 0));
            case TABLE_GET -> put(
                    values, context.entered().toNative(context.tables[int32(values, 0)].get(int64(values, 1))));
            case TABLE_SET -> table(context, values).set(int64(values, 1), reference(context, values, 2));
            case TABLE_GROW -> put(
                    values,
                    table(context, values)
                            .grow(int64(values, 1), reference(context, values, 2), () -> context.entered().checkInterrupt()));
            case TABLE_FILL -> fill(
                    context, table(context, values), int64(values, 1), reference(context, values, 2), int64(values, 3));
            case TABLE_COPY -> copy(
                    context,
                    table(context, values),
                    context.tables[int32(values, 1)],
                    int64(values, 2),
                    int64(values, 3),
                    int64(values, 4));
            case TABLE_INIT -> initialize(
                    context,
                    table(context, values),
                    context.elements[int32(values, 1)],
                    int64(values, 2),
                    int64(values, 3),
                    int64(values, 4));
            case ELEM_DROP -> context.dropElements(int32(values, 0));
            case REF_FUNC -> put(values, NativeCode.of(context.function(int32(values, 0))).address());
            case GLOBAL_GET_REFERENCE -> put(
                    values, context.entered().toNative(context.globals[int32(values, 0)].reference()));
            case GLOBAL_SET_REFERENCE -> context.globals[int32(values, 0)].setReference(reference(context, values, 1));
            case IS_SUBTYPE -> put(values, context.code().isSubtype(int32(values, 0), int32(values, 1)) ? 1 : 0);
            case F32_CEIL -> putFloat(values, (float) Math.ceil(float32(values)));
            case F32_FLOOR -> putFloat(values, (float) Math.floor(float32(values)));
            case F32_TRUNC -> putFloat(values, (float) truncate(float32(values)));
            case F32_NEAREST -> putFloat(values, (float) Math.rint(float32(values)));
            case F64_CEIL -> putDouble(values, Math.ceil(float64(values)));
            case F64_FLOOR -> putDouble(values, Math.floor(float64(values)));
            case F64_TRUNC -> putDouble(values, truncate(float64(values)));
            case F64_NEAREST -> putDouble(values, Math.rint(float64(values)));
        }
    }

    private static int int32(long values, int index) {
        return RawMemory.getInt(values + 8L * index);
    }

    private static long int64(long values, int index) {
        return RawMemory.getLong(values + 8L * index);
    }

    private static float float32(long values) {
        return Float.intBitsToFloat(RawMemory.getInt(values));
    }

    private static double float64(long values) {
        return Double.longBitsToDouble(RawMemory.getLong(values));
    }

    private static void put(long values, long result) {
        RawMemory.putLong(values, result);
    }

    private static void putFloat(long values, float result) {
        put(values, Float.floatToRawIntBits(result) & 0xffff_ffffL);
    }

    private static void putDouble(long values, double result) {
        put(values, Double.doubleToRawLongBits(result));
    }

    private static double truncate(double value) {
        return value < 0 ? Math.ceil(value) : Math.floor(value);
    }

    private static Table table(NativeContext context, long values) {
        return context.tables[int32(values, 0)];
    }

    private static @Nullable Object reference(NativeContext context, long values, int index) {
        return context.entered().fromNative(int64(values, index));
    }

    /** A part of a long operation. */
    private interface Part {
        void run(long from, long length);
    }

    /**
     * In stretches: who is interrupted has done a part, as after a trap in the middle of any loop of stores.
     *
     * @param most length of a stretch
     * @param upwards whether the first stretch starts at 0, else the last one does
     */
    private static void inStretches(NativeContext context, long length, long most, boolean upwards, Part part) {
        long done = 0;
        do {
            long stretch = Math.min(most, length - done);
            part.run(upwards ? done : length - done - stretch, stretch);
            done += stretch;
            context.entered().checkInterrupt();
        } while (done < length);
    }

    private static void check(LinearMemory memory, long address, long length) {
        long size = memory.size();
        if (address < 0 || length < 0 || length > size || address > size - length) {
            throw new WasmTrap(TrapCode.MEMORY_OUT_OF_BOUNDS);
        }
    }

    private static void fill(NativeContext context, LinearMemory memory, long address, byte value, long length) {
        check(memory, address, length);
        inStretches(context, length, STRETCH, true, (from, stretch) -> memory.fill(address + from, value, stretch));
    }

    private static void copy(
            NativeContext context, LinearMemory to, LinearMemory from, long destination, long source, long length) {
        check(from, source, length);
        check(to, destination, length);
        // Overlapping ranges are copied from the end that is not overwritten first.
        inStretches(
                context,
                length,
                STRETCH,
                destination <= source,
                (at, stretch) -> to.copyFrom(from, source + at, destination + at, stretch));
    }

    private static void fill(NativeContext context, Table table, long index, @Nullable Object value, long length) {
        table.check(index, length);
        inStretches(context, length, Table.STRETCH, true, (from, stretch) -> table.fill(index + from, value, stretch));
    }

    private static void copy(
            NativeContext context, Table to, Table from, long destination, long source, long length) {
        from.check(source, length);
        to.check(destination, length);
        inStretches(
                context,
                length,
                Table.STRETCH,
                destination <= source,
                (at, stretch) -> to.copyFrom(from, source + at, destination + at, stretch));
    }

    private static void initialize(
            NativeContext context, LinearMemory memory, byte[] segment, long destination, long source, long length) {
        if (source < 0 || length < 0 || length > segment.length || source > segment.length - length) {
            throw new WasmTrap(TrapCode.MEMORY_OUT_OF_BOUNDS);
        }
        check(memory, destination, length);
        inStretches(
                context,
                length,
                STRETCH,
                true,
                (at, stretch) -> memory.write(destination + at, segment, (int) (source + at), (int) stretch));
    }

    private static void initialize(
            NativeContext context,
            Table table,
            @Nullable Object[] segment,
            long destination,
            long source,
            long length) {
        // What does not fit traps before anything is written.
        if (source < 0 || length < 0 || source > segment.length - length) {
            throw new WasmTrap(TrapCode.TABLE_OUT_OF_BOUNDS);
        }
        table.check(destination, length);
        inStretches(
                context,
                length,
                Table.STRETCH,
                true,
                (at, stretch) -> table.init(segment, source + at, destination + at, stretch));
    }
}
