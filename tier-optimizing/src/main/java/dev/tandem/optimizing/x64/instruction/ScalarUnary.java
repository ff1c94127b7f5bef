// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.x64.instruction;

import dev.tandem.decoder.body.Opcode;
import dev.tandem.ir.asm.x64.Assembler;
import dev.tandem.ir.asm.x64.VectorOp;
import dev.tandem.optimizing.x64.lir.Operand;

/** An operation on one float with a float result. */
public final class ScalarUnary extends X64Instruction {
    private final Opcode op;

    public ScalarUnary(Opcode op, int operand, int result) {
        super(Operand.use(operand), Operand.def(result));
        this.op = op;
    }

    @Override
    protected void emit(CodeEmitter code) {
        int from = register(0);
        int to = register(1);
        switch (op) {
            case F32_ABS -> code.floats().absolute(true, to, from);
            case F64_ABS -> code.floats().absolute(false, to, from);
            case F32_NEG -> code.floats().negate(true, to, from);
            case F64_NEG -> code.floats().negate(false, to, from);
            case F32_NEAREST -> code.floats().round(true, 0, to, from);
            case F32_FLOOR -> code.floats().round(true, 1, to, from);
            case F32_CEIL -> code.floats().round(true, 2, to, from);
            case F32_TRUNC -> code.floats().round(true, 3, to, from);
            case F64_NEAREST -> code.floats().round(false, 0, to, from);
            case F64_FLOOR -> code.floats().round(false, 1, to, from);
            case F64_CEIL -> code.floats().round(false, 2, to, from);
            case F64_TRUNC -> code.floats().round(false, 3, to, from);
            case F32_SQRT -> machine(code, VectorOp.SQRTSS, to, from);
            case F64_SQRT -> machine(code, VectorOp.SQRTSD, to, from);
            case F32_DEMOTE_F64 -> machine(code, VectorOp.CVTSD2SS, to, from);
            default -> machine(code, VectorOp.CVTSS2SD, to, from);
        }
    }

    private static void machine(CodeEmitter code, VectorOp machineOp, int to, int from) {
        Assembler masm = code.assembler();
        masm.xxx(machineOp, to, masm.hasThreeOperands() ? from : to, from);
    }

    @Override
    public String name() {
        return op.mnemonic();
    }
}
