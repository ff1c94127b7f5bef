// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.x64.instruction;

import static dev.tandem.ir.asm.x64.Assembler.NONE;

import dev.tandem.ir.asm.x64.Assembler;
import dev.tandem.ir.asm.x64.IntegerOp;
import dev.tandem.optimizing.x64.lir.Operand;

/** The sum of two registers, or of a register and an immediate: {@code add} if the result takes the place of one, else {@code lea}. */
public final class Addition extends X64Instruction {
    private final int bits;
    private final boolean immediate;
    private final int value;

    private Addition(int bits, boolean immediate, int value, int[] operands) {
        super(operands);
        this.bits = bits;
        this.immediate = immediate;
        this.value = value;
    }

    public static Addition of(int bits, int first, int second, int result) {
        return new Addition(
                bits, false, 0, new int[] {Operand.use(first), Operand.use(second), Operand.def(result)});
    }

    public static Addition immediate(int bits, int first, int value, int result) {
        return new Addition(bits, true, value, new int[] {Operand.use(first), Operand.def(result)});
    }

    @Override
    protected void emit(CodeEmitter code) {
        Assembler masm = code.assembler();
        int first = register(0);
        if (immediate) {
            int to = register(1);
            if (to == first) {
                masm.ri(IntegerOp.ADD, bits, to, value);
            } else {
                masm.rm(IntegerOp.LEA, bits, to, first, NONE, 0, value);
            }
            return;
        }
        int second = register(1);
        int to = register(2);
        if (to == first) {
            masm.rr(IntegerOp.ADD, bits, to, second);
        } else if (to == second) {
            masm.rr(IntegerOp.ADD, bits, to, first);
        } else {
            masm.rm(IntegerOp.LEA, bits, to, first, second, 0, 0);
        }
    }

    @Override
    public String name() {
        return immediate ? "add" + bits + " " + value : "add" + bits;
    }
}
