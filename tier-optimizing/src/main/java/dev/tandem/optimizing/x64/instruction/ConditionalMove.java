// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.x64.instruction;

import dev.tandem.ir.asm.x64.Assembler;
import dev.tandem.ir.asm.x64.Label;
import dev.tandem.ir.asm.x64.VectorOp;
import dev.tandem.optimizing.x64.lir.LirKind;
import dev.tandem.optimizing.x64.lir.Operand;

/** One of two values: integers by {@code cmov}, others by a jump over a move. */
public final class ConditionalMove extends X64Instruction {
    private final Comparison comparison;
    private final LirKind kind;

    private ConditionalMove(Comparison comparison, LirKind kind, int[] operands) {
        super(operands);
        this.comparison = comparison;
        this.kind = kind;
    }

    public static ConditionalMove of(Comparison comparison, LirKind kind, int ifTrue, int ifFalse, int result) {
        // The equality of floats needs both flags: its opposite either.
        boolean exchange = comparison.test().parity() == FlagTest.Parity.AND_CLEAR;
        Comparison wanted = exchange ? comparison.negate() : comparison;
        int start = exchange ? ifTrue : ifFalse;
        int other = exchange ? ifFalse : ifTrue;
        int count = wanted.operandCount();
        return new ConditionalMove(
                wanted,
                kind,
                wanted.and(Operand.useAny(start), Operand.alive(other), Operand.defSame(result, count)));
    }

    @Override
    protected void emit(CodeEmitter code) {
        Assembler masm = code.assembler();
        int other = register(operandCount() - 2);
        int to = register(operandCount() - 1);
        comparison.emit(code, this, 0);
        if (!kind.isVector()) {
            comparison.test().move(masm, 8 * kind.bytes(), to, other);
        } else {
            Label done = new Label();
            comparison.test().negate().jump(masm, done);
            masm.xx(VectorOp.MOVAPS, to, other);
            masm.bind(done);
        }
    }

    @Override
    public String name() {
        return "select " + comparison;
    }
}
