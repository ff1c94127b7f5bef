// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.nativex64;

import dev.tandem.ir.vm.Code;
import dev.tandem.ir.vm.FunctionReference;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/** The native side of a {@link FunctionReference}. */
final class NativeCode extends Code {
    @SuppressWarnings("unused") // keeps the memory at the address alive
    private final MemorySegment struct;

    private final long address;
    private final EntryStub entry;

    @SuppressWarnings("unused") // keeps it alive: native code knows it by number only
    private final @Nullable NativeHost host;


    /**
     * @param struct the {@link ReferenceLayout reference}, kept alive by this
     * @param host kept alive by this, too; null for a guest function
     */
    NativeCode(MemorySegment struct, EntryStub entry, @Nullable NativeHost host) {
        this.struct = struct;
        this.address = struct.address();
        this.entry = entry;
        this.host = host;
    }

    static NativeCode of(FunctionReference function) {
        return (NativeCode) function.code;
    }

    /** Address of the reference. */
    long address() {
        return address;
    }

    EntryStub entry() {
        return entry;
    }

    @Override
    public void callRaw(long[] numbers, @Nullable Object[] references, FunctionReference self) {
        Entries.call(self, numbers, references);
    }
}
