// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.nativex64;

import dev.tandem.decoder.type.TableType;
import dev.tandem.ir.platform.RawMemory;
import dev.tandem.ir.vm.FunctionReference;
import dev.tandem.ir.vm.Table;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A table: Java objects, which keep what they stand for alive, and for functions an array of their addresses that guest code reads. */
final class NativeTable extends Table {
    private final boolean functions;
    private final List<Mirror> mirrors = new ArrayList<>(1);
    private @Nullable Object[] elements = {};
    private MemorySegment addresses = MemorySegment.NULL;

    /** A place in a context that holds address and size. */
    private record Mirror(WeakReference<NativeContext> context, int offset) {}

    NativeTable(TableType type, boolean functions, long implementationMaximum) {
        super(type, implementationMaximum);
        this.functions = functions;
    }

    /** Keeps address and size up to date at {@code offset} of a context. */
    void mirror(NativeContext context, int offset) {
        Mirror mirror = new Mirror(new WeakReference<>(context), offset);
        mirrors.add(mirror);
        update(mirror);
    }

    private boolean update(Mirror mirror) {
        NativeContext context = mirror.context.get();
        if (context == null) {
            return false;
        }
        RawMemory.putLong(context.address() + mirror.offset, addresses.address());
        RawMemory.putLong(context.address() + mirror.offset + 8, elements.length);
        return true;
    }

    @Override
    protected @Nullable Object[] elements() {
        return elements;
    }

    @Override
    protected void setElements(@Nullable Object[] grown, int from, Runnable poll) {
        if (functions) {
            MemorySegment larger = Arena.ofAuto().allocate(8L * grown.length, 8);
            larger.copyFrom(addresses);
            long value = from < grown.length ? address(grown[from]) : 0;
            for (int i = from; i < grown.length && value != 0; i++) {
                RawMemory.putLong(larger.address() + 8L * i, value);
                if ((i - from) % STRETCH == STRETCH - 1) {
                    poll.run();
                }
            }
            addresses = larger;
        }
        elements = grown;
        mirrors.removeIf(mirror -> !update(mirror));
    }

    private static long address(@Nullable Object function) {
        return function == null ? 0 : NativeCode.of((FunctionReference) function).address();
    }

    @Override
    protected void written(int from, int length) {
        if (functions) {
            long address = addresses.address();
            for (int i = from; i < from + length; i++) {
                RawMemory.putLong(address + 8L * i, address(elements[i]));
            }
        }
    }
}
