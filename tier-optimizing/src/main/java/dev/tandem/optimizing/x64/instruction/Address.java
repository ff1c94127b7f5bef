// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.x64.instruction;

import static dev.tandem.ir.nativex64.NativeConvention.CONTEXT;
import static dev.tandem.ir.nativex64.NativeConvention.MEMORY_BASE;
import static dev.tandem.ir.nativex64.NativeConvention.SCRATCH;

import dev.tandem.ir.asm.x64.Assembler;
import dev.tandem.ir.asm.x64.Condition;
import dev.tandem.ir.asm.x64.IntegerOp;
import dev.tandem.ir.asm.x64.Label;
import dev.tandem.optimizing.x64.lir.LirInstruction;

/**
 * {@code [base + index << scale + displacement]}. The base is a virtual register, none, or one of the pinned registers; or it is loaded from
 * the context into r11 by the instruction itself. Immutable.
 */
public final class Address {
    /** No register. */
    public static final int NONE = Assembler.NONE;
    /** Accesses that cannot fault. */
    public static final int NO_FAULT = -2;

    private enum Base {
        REGISTER,
        MEMORY,
        CONTEXT,
        POINTER
    }

    private final Base kind;
    /** A virtual register, a memory, or where in the context the pointer is. */
    private final int base;
    private final int index;
    private final int scale;
    private final int displacement;
    private final int position;
    private final boolean narrow;

    private Address(Base kind, int base, int index, int scale, int displacement, int position, boolean narrow) {
        this.kind = kind;
        this.base = base;
        this.index = index;
        this.scale = scale;
        this.displacement = displacement;
        this.position = position;
        this.narrow = narrow;
    }

    /**
     * In a linear memory.
     *
     * @param index virtual register of the index, or {@link #NONE}
     * @param position of the access if it may fault, else {@link #NO_FAULT}
     * @param narrow whether the index is an i32
     */
    public static Address memory(int memory, int index, int scale, int displacement, int position, boolean narrow) {
        return new Address(Base.MEMORY, memory, index, scale, displacement, position, narrow);
    }

    /** In the context. */
    public static Address context(int displacement) {
        return new Address(Base.CONTEXT, NONE, NONE, 0, displacement, NO_FAULT, false);
    }

    /** Where a pointer in the context points, plus an index. */
    public static Address pointer(int pointer, int index, int scale) {
        return new Address(Base.POINTER, pointer, index, scale, 0, NO_FAULT, false);
    }

    /** On virtual registers, each of which may be {@link #NONE}. */
    public static Address of(int base, int index, int scale, int displacement) {
        return new Address(Base.REGISTER, base, index, scale, displacement, NO_FAULT, false);
    }

    int operandCount() {
        return (kind == Base.REGISTER && base != NONE ? 1 : 0) + (index != NONE ? 1 : 0);
    }

    void addTo(int[] operands, int at, boolean alive) {
        int next = at;
        if (kind == Base.REGISTER && base != NONE) {
            operands[next++] = X64Instruction.use(base, alive);
        }
        if (index != NONE) {
            operands[next] = X64Instruction.use(index, alive);
        }
    }

    /** The address once registers are known. */
    record Place(int base, int index, int scale, int displacement) {}

    /** Assembles what the address needs before; its registers are the instruction's operands from {@code at} on. */
    Place prepare(CodeEmitter code, LirInstruction instruction, int at) {
        Assembler masm = code.assembler();
        int next = at;
        int baseRegister = switch (kind) {
            case REGISTER -> base == NONE ? NONE : instruction.register(next++);
            case CONTEXT -> CONTEXT;
            case MEMORY -> {
                if (base == 0) {
                    yield MEMORY_BASE;
                }
                yield load(masm, code.shapes().layout().memoryBase(base));
            }
            case POINTER -> load(masm, base);
        };
        int indexRegister = index == NONE ? NONE : instruction.register(next);
        if (narrow && indexRegister != NONE && code.shapes().target().poisonUpperHalves()) {
            checkExtension(masm, indexRegister, baseRegister);
        }
        return new Place(baseRegister, indexRegister, scale, displacement);
    }

    private static int load(Assembler masm, int displacement) {
        masm.rm(IntegerOp.MOV, 64, SCRATCH, CONTEXT, NONE, 0, displacement);
        return SCRATCH;
    }

    /** For tests: an i32 whose upper half is not zero stops here. */
    private static void checkExtension(Assembler masm, int register, int baseRegister) {
        if (baseRegister == SCRATCH) {
            return;
        }
        Label right = new Label();
        masm.rr(IntegerOp.MOV, 32, SCRATCH, register);
        masm.rr(IntegerOp.CMP, 64, SCRATCH, register);
        masm.jccShort(Condition.EQUAL, right);
        masm.ud2();
        masm.bind(right);
    }

    /** To be called right before the instruction that accesses memory is assembled. */
    void access(CodeEmitter code) {
        if (position != NO_FAULT) {
            code.faultSite(position);
        }
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("[");
        text.append(
                switch (kind) {
                    case REGISTER -> base == NONE ? "0" : "v" + base;
                    case MEMORY -> "memory" + base;
                    case CONTEXT -> "context";
                    case POINTER -> "[context+" + base + "]";
                });
        if (index != NONE) {
            text.append(" + v").append(index).append(" << ").append(scale);
        }
        return text.append(" + ").append(displacement).append(']').toString();
    }
}
