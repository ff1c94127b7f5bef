// SPDX-License-Identifier: Apache-2.0
package dev.tandem.baseline.x64;

import static dev.tandem.ir.asm.x64.Assembler.NONE;
import static dev.tandem.ir.nativex64.NativeConvention.CONTEXT;

import dev.tandem.decoder.body.Opcode;
import dev.tandem.ir.asm.x64.Assembler;
import dev.tandem.ir.asm.x64.IntegerOp;
import dev.tandem.ir.asm.x64.VectorOp;

/** Loads and stores of numbers. */
final class MemoryEmitter {
    private final Emission emission;
    private final Assembler masm;
    private final Values values;
    private final Address address;

    MemoryEmitter(Emission emission, Address address) {
        this.emission = emission;
        this.masm = emission.masm;
        this.values = emission.values;
        this.address = address;
    }

    void load(Opcode op, int memory, long offset) {
        switch (op) {
            case I32_LOAD -> integer(Values.I32, IntegerOp.MOV, 32, op, memory, offset);
            case I32_LOAD8_S -> integer(Values.I32, IntegerOp.MOVSX8, 32, op, memory, offset);
            case I32_LOAD8_U -> integer(Values.I32, IntegerOp.MOVZX8, 32, op, memory, offset);
            case I32_LOAD16_S -> integer(Values.I32, IntegerOp.MOVSX16, 32, op, memory, offset);
            case I32_LOAD16_U -> integer(Values.I32, IntegerOp.MOVZX16, 32, op, memory, offset);
            case I64_LOAD -> integer(Values.I64, IntegerOp.MOV, 64, op, memory, offset);
            case I64_LOAD8_S -> integer(Values.I64, IntegerOp.MOVSX8, 64, op, memory, offset);
            case I64_LOAD8_U -> integer(Values.I64, IntegerOp.MOVZX8, 32, op, memory, offset);
            case I64_LOAD16_S -> integer(Values.I64, IntegerOp.MOVSX16, 64, op, memory, offset);
            case I64_LOAD16_U -> integer(Values.I64, IntegerOp.MOVZX16, 32, op, memory, offset);
            case I64_LOAD32_S -> integer(Values.I64, IntegerOp.MOVSXD, 64, op, memory, offset);
            case I64_LOAD32_U -> integer(Values.I64, IntegerOp.MOV, 32, op, memory, offset);
            case F32_LOAD -> number(Values.F32, op, memory, offset);
            default -> number(Values.F64, op, memory, offset);
        }
    }

    private void integer(int kind, IntegerOp move, int bits, Opcode op, int memory, long offset) {
        int entry = values.pop();
        int to = address.freeIndex(entry);
        if (to < 0) {
            to = values.allocateGpr();
        }
        address.compute(entry, memory, offset, op.width());
        address.access();
        masm.rm(move, bits, to, address.base, address.index, 0, address.displacement);
        values.pushRegister(kind, to);
    }

    private void number(int kind, Opcode op, int memory, long offset) {
        int entry = values.pop();
        int to = values.allocateVector();
        address.compute(entry, memory, offset, op.width());
        address.access();
        emission.transfers.load(kind, to, address.base, address.index, address.displacement);
        values.pushRegister(kind, to);
    }

    void store(Opcode op, int memory, long offset) {
        int value = values.pop();
        int entry = values.pop();
        int bits = 8 * op.width();
        boolean immediate = values.place[value] == Values.CONSTANT
                && (bits < 64 || values.constant[value] == (int) values.constant[value]);
        if (immediate) {
            long constant = values.constant[value];
            address.compute(entry, memory, offset, op.width());
            address.access();
            masm.mi(IntegerOp.MOV, bits, address.base, address.index, 0, address.displacement, (int) constant);
            return;
        }
        int from = values.toRegister(value);
        address.compute(entry, memory, offset, op.width());
        address.access();
        if (from >= Values.XMM0) {
            storeNumber(values.kind[value], from);
        } else {
            masm.mr(IntegerOp.MOV, bits, address.base, address.index, 0, address.displacement, from);
        }
    }

    private void storeNumber(int kind, int from) {
        VectorOp op = kind == Values.F32
                ? VectorOp.MOVSS_STORE
                : kind == Values.F64 ? VectorOp.MOVSD_STORE : VectorOp.MOVUPS_STORE;
        masm.mx(
                op,
                address.base,
                address.index,
                0,
                address.displacement,
                from & 15);
    }

    void size(int memory) {
        int to = values.allocateGpr();
        masm.rm(IntegerOp.MOV, 64, to, CONTEXT, NONE, 0, emission.shapes.layout().memorySize(memory));
        masm.shift(IntegerOp.SHR, 64, to, 16);
        values.pushRegister(emission.shapes.is64(memory) ? Values.I64 : Values.I32, to);
    }
}
