// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.nativex64;

import dev.tandem.decoder.type.GlobalType;
import dev.tandem.decoder.type.ValueType;
import dev.tandem.ir.platform.RawMemory;
import dev.tandem.ir.vm.FunctionReference;
import dev.tandem.ir.vm.GlobalCell;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/** A global in 16 bytes of native memory. References are Java objects, beside which a function's address is kept for guest code to read. */
final class NativeGlobal extends GlobalCell {
    private static final int SIZE = 16;

    /** Keeps the memory alive. */
    private MemorySegment home;

    private long address;
    private @Nullable Object reference;

    NativeGlobal(GlobalType type) {
        super(type);
        home = Arena.ofAuto().allocate(SIZE, 16);
        address = home.address();
    }

    long address() {
        return address;
    }

    /** Moves the value into the context that defines it. */
    void moveTo(MemorySegment block, long place) {
        RawMemory.putLong(place, RawMemory.getLong(address));
        RawMemory.putLong(place + 8, RawMemory.getLong(address + 8));
        home = block;
        address = place;
    }

    @Override
    public long bits() {
        ValueType kind = type().type();
        if (kind.isReference()) {
            return 0;
        }
        return kind == ValueType.I32 || kind == ValueType.F32
                ? RawMemory.getInt(address) & 0xffff_ffffL
                : RawMemory.getLong(address);
    }

    @Override
    public void setBits(long bits) {
        RawMemory.putLong(address, bits);
    }

    @Override
    public long highBits() {
        return RawMemory.getLong(address + 8);
    }

    @Override
    public void setHighBits(long bits) {
        RawMemory.putLong(address + 8, bits);
    }

    @Override
    public @Nullable Object reference() {
        return reference;
    }

    @Override
    public void setReference(@Nullable Object value) {
        reference = value;
        RawMemory.putLong(address, value instanceof FunctionReference function ? NativeCode.of(function).address() : 0);
    }
}
