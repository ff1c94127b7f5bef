// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.platform;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;
import java.util.function.LongConsumer;

/** Memory by address, unchecked: for structures that generated code shares. The caller keeps what it accesses alive. */
@SuppressWarnings("restricted") // this package is the one that may
public final class RawMemory {
    private static final MemorySegment ALL = MemorySegment.NULL.reinterpret(Long.MAX_VALUE);

    private static final VarHandle LONG = ValueLayout.JAVA_LONG.varHandle();

    private RawMemory() {}

    public static int getInt(long address) {
        return ALL.get(ValueLayout.JAVA_INT_UNALIGNED, address);
    }

    public static void putInt(long address, int value) {
        ALL.set(ValueLayout.JAVA_INT_UNALIGNED, address, value);
    }

    public static long getLong(long address) {
        return ALL.get(ValueLayout.JAVA_LONG_UNALIGNED, address);
    }

    public static void putLong(long address, long value) {
        ALL.set(ValueLayout.JAVA_LONG_UNALIGNED, address, value);
    }

    /** Stores an aligned word so that who sees it sees all that was stored before. */
    public static void putLongRelease(long address, long value) {
        LONG.setRelease(ALL, address, value);
    }

    /**
     * Takes an address range under the garbage collector's control.
     *
     * @param cleanup told the address when nothing refers to the segment any more, on another thread
     */
    public static MemorySegment owned(long address, long size, LongConsumer cleanup) {
        return MemorySegment.ofAddress(address).reinterpret(size, Arena.ofAuto(), gone -> cleanup.accept(gone.address()));
    }
}
