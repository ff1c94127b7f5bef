// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.x64.instruction;

import static dev.tandem.ir.asm.x64.Assembler.NONE;
import static dev.tandem.ir.nativex64.NativeConvention.SCRATCH;

import dev.tandem.ir.asm.x64.Assembler;
import dev.tandem.ir.asm.x64.Condition;
import dev.tandem.ir.asm.x64.IntegerOp;
import dev.tandem.ir.asm.x64.Label;
import dev.tandem.ir.trap.TrapCode;
import dev.tandem.optimizing.x64.lir.Operand;

/** Traps unless an index plus a constant, computed without wrapping, is at most the size of a memory. */
public final class Bounds extends X64Instruction {
    private final Source size;
    private final boolean wide;
    private final boolean fits;
    private final long end;
    private final int position;

    /**
     * @param index virtual register
     * @param wide whether the index is an i64
     * @param end offset plus width of the access, which did not wrap, unsigned
     * @param size of the memory, in bytes
     * @param fits whether the size is known to be {@code end} at least
     */
    public Bounds(int index, boolean wide, long end, Source size, boolean fits, int position) {
        super(with(size, 1, false, Operand.use(index)));
        this.size = size;
        this.wide = wide;
        this.fits = fits && end >= 0 && end <= Integer.MAX_VALUE;
        this.end = end;
        this.position = position;
    }

    @Override
    protected void emit(CodeEmitter code) {
        Assembler masm = code.assembler();
        Label outside = code.trap(TrapCode.MEMORY_OUT_OF_BOUNDS, position);
        if (wide && fits) {
            greatest(code);
            masm.rr(IntegerOp.CMP, 64, register(0), SCRATCH);
            masm.jcc(Condition.ABOVE, outside);
            return;
        }
        if (!wide && end >= 0 && end <= Integer.MAX_VALUE) {
            masm.rm(IntegerOp.LEA, 64, SCRATCH, register(0), NONE, 0, (int) end);
        } else {
            masm.mov(SCRATCH, end);
            masm.rr(IntegerOp.ADD, 64, SCRATCH, register(0));
            if (wide) {
                masm.jcc(Condition.BELOW, outside);
            }
        }
        size.integer(code, this, 1, IntegerOp.CMP, 64, SCRATCH);
        masm.jcc(Condition.ABOVE, outside);
    }

    /** The greatest index in bounds: the sum of an i64 and a constant may wrap, the difference of the size and it can not. */
    private void greatest(CodeEmitter code) {
        Assembler masm = code.assembler();
        if (size.isRegister() && !isStack(1)) {
            masm.rm(IntegerOp.LEA, 64, SCRATCH, register(1), NONE, 0, (int) -end);
        } else {
            size.integer(code, this, 1, IntegerOp.MOV, 64, SCRATCH);
            masm.ri(IntegerOp.SUB, 64, SCRATCH, (int) end);
        }
    }

    @Override
    public String name() {
        return "bounds " + end + " in " + size;
    }
}
