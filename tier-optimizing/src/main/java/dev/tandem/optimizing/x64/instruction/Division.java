// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.x64.instruction;

import dev.tandem.ir.asm.x64.Assembler;
import dev.tandem.ir.asm.x64.Condition;
import dev.tandem.ir.asm.x64.Gpr;
import dev.tandem.ir.asm.x64.IntegerOp;
import dev.tandem.ir.asm.x64.Label;
import dev.tandem.ir.nativex64.NativeConvention;
import dev.tandem.ir.trap.TrapCode;
import dev.tandem.optimizing.x64.lir.Operand;

/** An integer division or remainder, with exact traps before the instruction that would raise an exception. */
public final class Division extends X64Instruction {
    private final Shape shape;
    private final int position;

    /**
     * What is divided how.
     *
     * @param bits 32 or 64
     * @param signed whether the operands are signed
     * @param remainder whether the remainder is wanted
     * @param byZero whether the divisor may be zero
     * @param byMinusOne whether the divisor may be -1; and the dividend the least number
     */
    public record Shape(int bits, boolean signed, boolean remainder, boolean byZero, boolean byMinusOne) {}

    /** @param other a virtual register for the half of the result that is not wanted */
    public Division(Shape shape, int dividend, int divisor, int result, int other, int position) {
        super(
                Operand.useFixed(dividend, Gpr.RAX),
                Operand.alive(divisor),
                Operand.tempFixed(other, shape.remainder ? Gpr.RAX : Gpr.RDX),
                Operand.defFixed(result, shape.remainder ? Gpr.RDX : Gpr.RAX));
        this.shape = shape;
        this.position = position;
    }

    @Override
    protected void emit(CodeEmitter code) {
        Assembler masm = code.assembler();
        int by = register(1);
        int bits = shape.bits;
        if (shape.byZero) {
            masm.rr(IntegerOp.TEST, bits, by, by);
            masm.jcc(Condition.EQUAL, code.trap(TrapCode.INTEGER_DIVIDE_BY_ZERO, position));
        }
        if (!shape.signed) {
            masm.rr(IntegerOp.XOR, 32, Gpr.RDX, Gpr.RDX);
            masm.r(IntegerOp.DIV, bits, by);
            return;
        }
        Label done = new Label();
        if (shape.byMinusOne) {
            Label divide = new Label();
            Label unusual = code.outOfLine(() -> minusOne(code, divide, done));
            masm.ri(IntegerOp.CMP, bits, by, -1);
            masm.jcc(Condition.EQUAL, unusual);
            masm.bind(divide);
        }
        masm.signExtendAccumulator(bits);
        masm.r(IntegerOp.IDIV, bits, by);
        masm.bind(done);
    }

    private void minusOne(CodeEmitter code, Label divide, Label done) {
        Assembler masm = code.assembler();
        if (shape.remainder) {
            masm.mov(Gpr.RDX, 0);
            masm.jmp(done);
            return;
        }
        if (shape.bits == 32) {
            masm.ri(IntegerOp.CMP, 32, Gpr.RAX, Integer.MIN_VALUE);
        } else {
            masm.mov(NativeConvention.SCRATCH, Long.MIN_VALUE);
            masm.rr(IntegerOp.CMP, 64, Gpr.RAX, NativeConvention.SCRATCH);
        }
        masm.jcc(Condition.EQUAL, code.trap(TrapCode.INTEGER_OVERFLOW, position));
        masm.jmp(divide);
    }

    @Override
    public String name() {
        return (shape.signed ? "idiv" : "div") + shape.bits + (shape.remainder ? " remainder" : "");
    }
}
