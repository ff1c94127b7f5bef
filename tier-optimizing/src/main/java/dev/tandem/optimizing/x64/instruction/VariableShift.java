// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.x64.instruction;

import dev.tandem.ir.asm.x64.Gpr;
import dev.tandem.ir.asm.x64.IntegerOp;
import dev.tandem.optimizing.x64.lir.Operand;

/** A shift or rotation by a register: with BMI2 any, else {@code cl}. */
public final class VariableShift extends X64Instruction {
    private final IntegerOp op;
    private final int bits;
    private final boolean anywhere;

    private VariableShift(IntegerOp op, int bits, boolean anywhere, int... operands) {
        super(operands);
        this.op = op;
        this.bits = bits;
        this.anywhere = anywhere;
    }

    /** @param bmi2 whether {@code shlx} and its like are at hand; rotations have none */
    public static VariableShift of(IntegerOp op, int bits, boolean bmi2, int operand, int count, int result) {
        if (bmi2 && op != IntegerOp.ROL && op != IntegerOp.ROR) {
            return new VariableShift(op, bits, true, Operand.use(operand), Operand.use(count), Operand.def(result));
        }
        return new VariableShift(
                op, bits, false, Operand.useAny(operand), Operand.useFixed(count, Gpr.RCX), Operand.defSame(result, 0));
    }

    @Override
    protected void emit(CodeEmitter code) {
        if (anywhere) {
            code.assembler().shiftx(op, bits, register(2), register(0), register(1));
        } else {
            code.assembler().r(op, bits, register(2));
        }
    }

    @Override
    public String name() {
        return op.mnemonic() + bits;
    }
}
