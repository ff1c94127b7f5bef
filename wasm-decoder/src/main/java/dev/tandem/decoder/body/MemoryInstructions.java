// SPDX-License-Identifier: Apache-2.0
package dev.tandem.decoder.body;

import dev.tandem.decoder.Feature;
import dev.tandem.decoder.WasmFormatException.Kind;
import dev.tandem.decoder.type.ValueType;
import java.util.OptionalInt;

/** Loads, stores, and instructions on whole memories and data segments. */
final class MemoryInstructions {
    private static final int HAS_MEMORY_INDEX = 0x40;

    private final ValidationState state;
    /** The memory argument read last. */
    int memory;

    long offset;

    MemoryInstructions(ValidationState state) {
        this.state = state;
    }

    void load(Opcode op) {
        argument(op, false);
        popOperands(op);
        if (state.live) {
            state.visitor.load(op, memory, offset);
        }
        state.push(op.result);
    }

    void store(Opcode op) {
        argument(op, false);
        popOperands(op);
        if (state.live) {
            state.visitor.store(op, memory, offset);
        }
    }

    /** Pops the operands of an access to {@link #memory}. */
    void popOperands(Opcode op) {
        byte[] operands = op.operands;
        for (int i = operands.length - 1; i > 0; i--) {
            state.pop(operands[i]);
        }
        state.pop(addressType(memory));
    }

    /** Reads a memory argument: into {@link #memory} and {@link #offset}. */
    void argument(Opcode op, boolean exactAlignment) {
        int flags = state.in.u32();
        memory = 0;
        if ((flags & HAS_MEMORY_INDEX) != 0 && state.accepts(Feature.MULTI_MEMORY)) {
            flags ^= HAS_MEMORY_INDEX;
            memory = state.in.u32();
        }
        if (Integer.compareUnsigned(flags, HAS_MEMORY_INDEX) >= 0) {
            throw state.error(Kind.MALFORMED, "malformed memop flags");
        }
        offset = state.accepts(Feature.MEMORY64) ? state.in.u64() : state.in.u32() & 0xFFFF_FFFFL;
        checkMemory(memory);
        int natural = Integer.numberOfTrailingZeros(op.width());
        if (flags > natural) {
            throw state.invalid("alignment must not be larger than natural: 2^" + flags + " for " + op);
        }
        if (exactAlignment && flags != natural) {
            throw state.invalid("atomic alignment must be natural: 2^" + flags + " for " + op);
        }
        if (offset >>> 32 != 0 && !is64(memory)) {
            throw state.invalid("offset out of range: " + Long.toUnsignedString(offset) + " in a 32-bit memory");
        }
    }

    private void checkMemory(int index) {
        if (Integer.compareUnsigned(index, state.module.memories().size()) >= 0) {
            throw state.invalid("unknown memory " + Integer.toUnsignedString(index));
        }
        if (index != 0) {
            state.use(Feature.MULTI_MEMORY);
        }
    }

    private int memoryIndex() {
        int index = state.accepts(Feature.MULTI_MEMORY) ? state.in.u32() : zeroByte(state);
        checkMemory(index);
        return index;
    }

    /** Reads a byte that is reserved for a later index. */
    static int zeroByte(ValidationState state) {
        if (state.in.u8() != 0) {
            throw state.error(Kind.MALFORMED, "zero byte expected");
        }
        return 0;
    }

    private boolean is64(int index) {
        return state.module.memories().get(index).limits().is64();
    }

    private int addressType(int index) {
        return is64(index) ? ValueType.I64.code() : ValueType.I32.code();
    }

    /** Reads the index of a data segment. */
    static int dataIndex(ValidationState state) {
        int index = state.in.u32();
        OptionalInt count = state.module.dataCount();
        if (count.isEmpty()) {
            throw state.error(Kind.MALFORMED, "data count section required");
        }
        if (Integer.compareUnsigned(index, count.getAsInt()) >= 0) {
            throw state.invalid("unknown data segment " + Integer.toUnsignedString(index));
        }
        return index;
    }

    void decode(Opcode op) {
        switch (op) {
            case MEMORY_SIZE -> size();
            case MEMORY_GROW -> grow();
            case MEMORY_FILL -> fill();
            case MEMORY_COPY -> copy();
            case MEMORY_INIT -> init();
            case DATA_DROP -> drop();
            default -> throw new AssertionError(op);
        }
    }

    private void size() {
        int index = memoryIndex();
        if (state.live) {
            state.visitor.memorySize(index);
        }
        state.push(addressType(index));
    }

    private void grow() {
        int index = memoryIndex();
        state.pop(addressType(index));
        if (state.facts != null) {
            state.facts.growsMemory(index);
        }
        if (state.live) {
            state.visitor.memoryGrow(index);
        }
        state.push(addressType(index));
    }

    private void fill() {
        int index = memoryIndex();
        state.pop(addressType(index));
        state.pop(ValueType.I32.code());
        state.pop(addressType(index));
        if (state.live) {
            state.visitor.memoryFill(index);
        }
    }

    private void copy() {
        int destination = memoryIndex();
        int source = memoryIndex();
        state.pop(is64(destination) ? addressType(source) : ValueType.I32.code());
        state.pop(addressType(source));
        state.pop(addressType(destination));
        if (state.live) {
            state.visitor.memoryCopy(destination, source);
        }
    }

    private void init() {
        int data = dataIndex(state);
        int index = memoryIndex();
        state.pop(ValueType.I32.code());
        state.pop(ValueType.I32.code());
        state.pop(addressType(index));
        if (state.live) {
            state.visitor.memoryInit(data, index);
        }
    }

    private void drop() {
        int data = dataIndex(state);
        if (state.live) {
            state.visitor.dataDrop(data);
        }
    }
}
