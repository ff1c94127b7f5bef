// SPDX-License-Identifier: Apache-2.0
package dev.tandem.runtime.internal;

import dev.tandem.api.CallException;
import dev.tandem.api.Memory;
import dev.tandem.decoder.type.Limits;
import dev.tandem.decoder.type.MemoryType;
import dev.tandem.ir.backend.Backend;
import dev.tandem.ir.vm.EntryGate;
import dev.tandem.ir.vm.LinearMemory;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** A memory as Java sees it. */
final class MemoryImpl implements Memory {
    private final EngineImpl engine;
    private final Backend backend;
    private final LinearMemory memory;
    private final EntryGate gate;

    /** @param gate of the instances that use it */
    MemoryImpl(EngineImpl engine, Backend backend, LinearMemory memory, EntryGate gate) {
        this.engine = engine;
        this.backend = backend;
        this.memory = memory;
        this.gate = gate;
    }

    EngineImpl engine() {
        return engine;
    }

    Backend backend() {
        return backend;
    }

    LinearMemory memory() {
        return memory;
    }

    EntryGate gate() {
        return gate;
    }

    @Override
    public MemoryType type() {
        Limits declared = memory.type().limits();
        return new MemoryType(
                new Limits(memory.pages(), declared.maximum(), declared.is64()), memory.type().shared());
    }

    @Override
    public long pages() {
        return memory.pages();
    }

    @Override
    public long size() {
        return memory.size();
    }

    @Override
    public long grow(long delta) {
        if (delta < 0) {
            throw new CallException("a memory cannot grow by " + delta + " pages");
        }
        return memory.grow(delta);
    }

    @Override
    public byte getByte(long address) {
        return memory.getByte(address);
    }

    @Override
    public short getShort(long address) {
        return memory.getShort(address);
    }

    @Override
    public int getInt(long address) {
        return memory.getInt(address);
    }

    @Override
    public long getLong(long address) {
        return memory.getLong(address);
    }

    @Override
    public float getFloat(long address) {
        return Float.intBitsToFloat(memory.getInt(address));
    }

    @Override
    public double getDouble(long address) {
        return Double.longBitsToDouble(memory.getLong(address));
    }

    @Override
    public void putByte(long address, byte value) {
        memory.putByte(address, value);
    }

    @Override
    public void putShort(long address, short value) {
        memory.putShort(address, value);
    }

    @Override
    public void putInt(long address, int value) {
        memory.putInt(address, value);
    }

    @Override
    public void putLong(long address, long value) {
        memory.putLong(address, value);
    }

    @Override
    public void putFloat(long address, float value) {
        memory.putInt(address, Float.floatToRawIntBits(value));
    }

    @Override
    public void putDouble(long address, double value) {
        memory.putLong(address, Double.doubleToRawLongBits(value));
    }

    @Override
    public byte[] read(long address, int length) {
        if (length < 0) {
            throw new CallException("a length cannot be negative: " + length);
        }
        // Not allocated for nothing: the read would trap.
        byte[] bytes = new byte[length > memory.size() ? 0 : length];
        memory.read(address, bytes, 0, length);
        return bytes;
    }

    @Override
    public void read(long address, byte[] destination, int offset, int length) {
        memory.read(address, destination, offset, length);
    }

    @Override
    public void write(long address, byte[] source) {
        memory.write(address, source, 0, source.length);
    }

    @Override
    public void write(long address, byte[] source, int offset, int length) {
        memory.write(address, source, offset, length);
    }

    @Override
    public void fill(long address, byte value, long length) {
        memory.fill(address, value, length);
    }

    @Override
    public void copy(long from, long to, long length) {
        memory.copyFrom(memory, from, to, length);
    }

    @Override
    public String getString(long address, int length) {
        return new String(read(address, length), StandardCharsets.UTF_8);
    }

    @Override
    public int putString(long address, String string) {
        byte[] bytes = string.getBytes(StandardCharsets.UTF_8);
        write(address, bytes);
        return bytes.length;
    }

    @Override
    @SuppressWarnings("ReferenceEquality") // memories are identities
    public boolean equals(@Nullable Object other) {
        return other instanceof MemoryImpl that && memory == that.memory;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(memory);
    }

    @Override
    public String toString() {
        return Descriptions.memory(type());
    }
}
