// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.x64.instruction;

import dev.tandem.ir.asm.x64.Assembler;
import dev.tandem.ir.asm.x64.IntegerOp;
import dev.tandem.optimizing.x64.lir.Emitter;
import dev.tandem.optimizing.x64.lir.Operand;

/** An integer or null reference in a register. */
public final class IntegerConstant extends X64Instruction {
    private final long value;

    /** @param value an i32 zero-extended */
    public IntegerConstant(long value, int to) {
        super(Operand.def(to));
        this.value = value;
    }

    @Override
    protected void emit(CodeEmitter code) {
        rematerialize(code, location(0));
    }

    @Override
    public boolean isRematerializable() {
        return true;
    }

    @Override
    public void rematerialize(Emitter emitter, int location) {
        Assembler masm = emitter.assembler();
        if (value == 0) {
            masm.rr(IntegerOp.XOR, 32, location, location);
        } else {
            masm.mov(location, value);
        }
    }

    @Override
    public String name() {
        return "constant " + value;
    }
}
