// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.vm;

import dev.tandem.decoder.type.TableType;
import dev.tandem.decoder.type.ValueType;
import dev.tandem.ir.trap.TrapCode;
import dev.tandem.ir.trap.WasmTrap;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A table of references. Indices and lengths are unsigned 64-bit; all accesses are checked and trap with
 * {@link TrapCode#TABLE_OUT_OF_BOUNDS} before anything is written.
 */
public abstract class Table {
    /** Who polls does so each time that many elements are done. */
    public static final int STRETCH = 1 << 17;

    /** No lambda: those cost milliseconds at their first use in a process, and this is on the way to the first call. */
    private static final Runnable NO_POLL = new Runnable() {
        @Override
        public void run() {}
    };

    private final TableType type;
    private final long maximum;

    protected Table(TableType type, long implementationMaximum) {
        this.type = type;
        long declared = type.limits().maximum();
        this.maximum = Long.compareUnsigned(declared, implementationMaximum) < 0 ? declared : implementationMaximum;
    }

    /** A table of the class that fits its element type, filled with {@code initial}. */
    public static Table create(TableType type, boolean functions, long implementationMaximum, @Nullable Object initial) {
        Table table = functions
                ? new FunctionTable(type, implementationMaximum)
                : new ReferenceTable(type, implementationMaximum);
        table.grow(type.limits().minimum(), initial);
        return table;
    }

    /** The declared type; its minimum is the initial size, not the present one. */
    public final TableType type() {
        return type;
    }

    public final ValueType elementType() {
        return type.element();
    }

    /** The elements themselves; generated code indexes this array. Replaced when the table grows. */
    protected abstract @Nullable Object[] elements();

    /**
     * The table has grown.
     *
     * @param from the first new element; all new ones are the same
     * @param poll to be called now and then by what takes long; if it throws, nothing has changed
     */
    protected abstract void setElements(@Nullable Object[] elements, int from, Runnable poll);

    /** Told after elements were written, for tables that are kept in another form, too. */
    protected void written(int from, int length) {}

    /** The size now, in elements. */
    public final int size() {
        return elements().length;
    }

    public final @Nullable Object get(long index) {
        return elements()[check(index, 1)];
    }

    public final void set(long index, @Nullable Object value) {
        int place = check(index, 1);
        elements()[place] = value;
        written(place, 1);
    }

    /** Grows by {@code delta} elements (unsigned); returns the old size, or -1 if that is refused. */
    public final long grow(long delta, @Nullable Object value) {
        return grow(delta, value, NO_POLL);
    }

    /**
     * The same, in stretches.
     *
     * @param poll called after each; if it throws, the table is as it was
     */
    public final long grow(long delta, @Nullable Object value, Runnable poll) {
        int old = elements().length;
        if (delta < 0 || delta > maximum - old) {
            return -1;
        }
        @Nullable Object[] grown;
        try {
            grown = Arrays.copyOf(elements(), old + (int) delta);
        } catch (OutOfMemoryError e) {
            return -1;
        }
        for (int at = old; at < grown.length; ) {
            int end = (int) Math.min((long) at + STRETCH, grown.length);
            Arrays.fill(grown, at, end, value);
            poll.run();
            at = end;
        }
        setElements(grown, old, poll);
        return old;
    }

    public final void fill(long index, @Nullable Object value, long length) {
        int start = check(index, length);
        Arrays.fill(elements(), start, start + (int) length, value);
        written(start, (int) length);
    }

    public final void copyFrom(Table source, long sourceIndex, long destinationIndex, long length) {
        int from = source.check(sourceIndex, length);
        int to = check(destinationIndex, length);
        System.arraycopy(source.elements(), from, elements(), to, (int) length);
        written(to, (int) length);
    }

    /** Copies from an element segment; a dropped one has length 0. */
    public final void init(@Nullable Object[] segment, long sourceIndex, long destinationIndex, long length) {
        if (sourceIndex < 0 || length < 0 || sourceIndex > segment.length - length) {
            throw new WasmTrap(TrapCode.TABLE_OUT_OF_BOUNDS);
        }
        int to = check(destinationIndex, length);
        System.arraycopy(segment, (int) sourceIndex, elements(), to, (int) length);
        written(to, (int) length);
    }

    /** Traps unless all these elements are there; returns {@code index}. */
    public final int check(long index, long length) {
        int size = elements().length;
        if (index < 0 || length < 0 || length > size || index > size - length) {
            throw new WasmTrap(TrapCode.TABLE_OUT_OF_BOUNDS);
        }
        return (int) index;
    }
}
