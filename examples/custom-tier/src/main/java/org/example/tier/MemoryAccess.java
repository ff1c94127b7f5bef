// SPDX-License-Identifier: Apache-2.0
package org.example.tier;

import dev.tandem.decoder.body.Opcode;
import dev.tandem.ir.vm.LinearMemory;

/** Loads and stores. An address of 32 bits and an offset of 32 bits are a number of 33 bits; the memory checks it. */
final class MemoryAccess {
    private static final long MASK = 0xffff_ffffL;

    private MemoryAccess() {}

    @FunctionalInterface
    interface Load {
        long from(LinearMemory memory, long address);
    }

    @FunctionalInterface
    interface Store {
        void to(LinearMemory memory, long address, long value);
    }

    static Load load(Opcode op) {
        return switch (op) {
            case I32_LOAD, F32_LOAD, I64_LOAD32_U -> (memory, address) -> memory.getInt(address) & MASK;
            case I64_LOAD, F64_LOAD -> LinearMemory::getLong;
            case I32_LOAD8_S -> (memory, address) -> memory.getByte(address) & MASK;
            case I32_LOAD8_U, I64_LOAD8_U -> (memory, address) -> memory.getByte(address) & 0xff;
            case I32_LOAD16_S -> (memory, address) -> memory.getShort(address) & MASK;
            case I32_LOAD16_U, I64_LOAD16_U -> (memory, address) -> memory.getShort(address) & 0xffff;
            case I64_LOAD8_S -> LinearMemory::getByte;
            case I64_LOAD16_S -> LinearMemory::getShort;
            case I64_LOAD32_S -> LinearMemory::getInt;
            default -> throw new IllegalArgumentException(op.mnemonic());
        };
    }

    static Store store(Opcode op) {
        return switch (op) {
            case I32_STORE, F32_STORE, I64_STORE32 -> (memory, address, value) -> memory.putInt(address, (int) value);
            case I64_STORE, F64_STORE -> LinearMemory::putLong;
            case I32_STORE8, I64_STORE8 -> (memory, address, value) -> memory.putByte(address, (byte) value);
            case I32_STORE16, I64_STORE16 -> (memory, address, value) -> memory.putShort(address, (short) value);
            default -> throw new IllegalArgumentException(op.mnemonic());
        };
    }
}
