// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.x64.instruction;

import dev.tandem.ir.asm.x64.Assembler;
import dev.tandem.ir.asm.x64.IntegerOp;
import dev.tandem.optimizing.x64.lir.Operand;

/**
 * A shift or rotation by a constant. Where there is a form with a destination of its own, that is used if the operand lives on:
 * {@code lea} for small shifts to the left, {@code rorx} for rotations.
 */
public final class ConstantShift extends X64Instruction {
    private static final int MAX_SCALE = 3;

    private final IntegerOp op;
    private final int bits;
    private final int count;

    private ConstantShift(IntegerOp op, int bits, int count, int... operands) {
        super(operands);
        this.op = op;
        this.bits = bits;
        this.count = count;
    }

    /** @param bmi2 whether {@code rorx} is at hand */
    public static ConstantShift of(IntegerOp op, int bits, boolean bmi2, int operand, int count, int result) {
        boolean scale = op == IntegerOp.SHL && count <= MAX_SCALE;
        boolean rotation = op == IntegerOp.ROL || op == IntegerOp.ROR;
        if (scale || (rotation && bmi2)) {
            return new ConstantShift(op, bits, count, Operand.use(operand), Operand.def(result));
        }
        return new ConstantShift(op, bits, count, Operand.useAny(operand), Operand.defSame(result, 0));
    }

    @Override
    protected void emit(CodeEmitter code) {
        Assembler masm = code.assembler();
        int from = register(0);
        int to = register(1);
        if (to == from) {
            masm.shift(op, bits, to, count);
        } else if (op != IntegerOp.SHL) {
            masm.rorx(bits, to, from, op == IntegerOp.ROR ? count : bits - count);
        } else if (count == 1) {
            masm.rm(IntegerOp.LEA, bits, to, from, from, 0, 0);
        } else {
            masm.rm(IntegerOp.LEA, bits, to, Assembler.NONE, from, count, 0);
        }
    }

    @Override
    public String name() {
        return op.mnemonic() + bits + " " + count;
    }
}
