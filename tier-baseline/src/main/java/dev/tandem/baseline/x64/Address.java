// SPDX-License-Identifier: Apache-2.0
package dev.tandem.baseline.x64;

import static dev.tandem.ir.asm.x64.Assembler.NONE;
import static dev.tandem.ir.asm.x64.Gpr.R10;
import static dev.tandem.ir.nativex64.NativeConvention.CONTEXT;
import static dev.tandem.ir.nativex64.NativeConvention.MEMORY_BASE;
import static dev.tandem.ir.nativex64.NativeConvention.SCRATCH;

import dev.tandem.ir.asm.x64.Assembler;
import dev.tandem.ir.asm.x64.Condition;
import dev.tandem.ir.asm.x64.IntegerOp;
import dev.tandem.ir.asm.x64.Label;
import dev.tandem.ir.trap.TrapCode;

/**
 * The machine address of a memory access. A wasm address is 33 or 65 bits of index plus constant offset; only what can't wrap goes into
 * the displacement. Where guard pages catch accesses out of bounds there is no check; otherwise the end of the access is compared with the
 * memory's size. After {@link #compute} the scratch registers may be part of the address.
 */
final class Address {
    private final Emission emission;
    private final Assembler masm;
    private final Values values;

    int base;
    int index;
    int displacement;
    /** Whether the access may fault. */
    private boolean guarded;

    Address(Emission emission) {
        this.emission = emission;
        this.masm = emission.masm;
        this.values = emission.values;
    }

    /** Computes the address of {@code width} bytes from the index in a popped entry. */
    void compute(int entry, int memory, long offset, int width) {
        guarded = emission.shapes.isGuarded(memory);
        if (guarded) {
            guarded(entry, memory, offset);
        } else {
            checked(entry, memory, offset, width);
        }
    }

    /** To be called just before the access is assembled. */
    void access() {
        if (guarded) {
            emission.faultSite();
        }
    }

    /** The register of the index, if the access is the last to need it; else -1. */
    int freeIndex(int entry) {
        int at = values.place[entry];
        return Values.isRegister(at) && values.isFree(Values.register(at)) ? Values.register(at) : -1;
    }

    private void guarded(int entry, int memory, long offset) {
        base = MEMORY_BASE;
        if (memory != 0) {
            base = SCRATCH;
        }
        if (values.place[entry] == Values.CONSTANT) {
            constantIndex(values.constant[entry] + offset);
        } else {
            index = values.toRegister(entry);
            emission.transfers.checkExtension(index);
            if (offset <= Integer.MAX_VALUE) {
                displacement = (int) offset;
            } else {
                displacement = 0;
                masm.mov(R10, offset);
                masm.rr(IntegerOp.ADD, 64, R10, index);
                index = R10;
            }
        }
        if (memory != 0) {
            masm.rm(IntegerOp.MOV, 64, SCRATCH, CONTEXT, NONE, 0, emission.shapes.layout().memoryBase(memory));
        }
    }

    private void constantIndex(long address) {
        if (address <= Integer.MAX_VALUE) {
            index = NONE;
            displacement = (int) address;
        } else {
            index = R10;
            displacement = 0;
            masm.mov(R10, address);
        }
    }

    /** Leaves the end of the access, checked, in the scratch register. */
    private void checked(int entry, int memory, long offset, int width) {
        Label outside = emission.outOfLine.trap(TrapCode.MEMORY_OUT_OF_BOUNDS);
        boolean is64 = emission.shapes.is64(memory);
        long end = offset + width;
        if (Long.compareUnsigned(end, width) < 0) {
            masm.jmp(outside);
        }
        if (values.place[entry] == Values.CONSTANT) {
            long sum = values.constant[entry] + end;
            if (Long.compareUnsigned(sum, end) < 0) {
                masm.jmp(outside);
            }
            masm.mov(SCRATCH, sum);
        } else {
            int register = values.toRegister(entry);
            if (!is64) {
                emission.transfers.checkExtension(register);
            }
            if (!is64 && end >= 0 && end <= Integer.MAX_VALUE) {
                masm.rm(IntegerOp.LEA, 64, SCRATCH, register, NONE, 0, (int) end);
            } else {
                masm.mov(SCRATCH, end);
                masm.rr(IntegerOp.ADD, 64, SCRATCH, register);
                if (is64) {
                    masm.jcc(Condition.BELOW, outside);
                }
            }
        }
        masm.rm(IntegerOp.CMP, 64, SCRATCH, CONTEXT, NONE, 0, emission.shapes.layout().memorySize(memory));
        masm.jcc(Condition.ABOVE, outside);
        displacement = -width;
        if (memory == 0) {
            base = MEMORY_BASE;
            index = SCRATCH;
        } else {
            masm.rm(IntegerOp.ADD, 64, SCRATCH, CONTEXT, NONE, 0, emission.shapes.layout().memoryBase(memory));
            base = SCRATCH;
            index = NONE;
        }
    }
}
