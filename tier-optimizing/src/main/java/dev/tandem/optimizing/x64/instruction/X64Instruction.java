// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.x64.instruction;

import dev.tandem.optimizing.x64.lir.Emitter;
import dev.tandem.optimizing.x64.lir.LirInstruction;
import dev.tandem.optimizing.x64.lir.Operand;

/** An instruction made by selection. */
public abstract class X64Instruction extends LirInstruction {
    protected X64Instruction(int... operands) {
        super(operands);
    }

    @Override
    public final void emit(Emitter emitter) {
        emit((CodeEmitter) emitter);
    }

    protected abstract void emit(CodeEmitter code);

    /** The operands given, with room for those of a source after {@code at}. */
    static int[] with(Source source, int at, boolean alive, int... others) {
        int[] operands = new int[others.length + source.operandCount()];
        System.arraycopy(others, 0, operands, 0, at);
        source.addTo(operands, at, alive);
        System.arraycopy(others, at, operands, at + source.operandCount(), others.length - at);
        return operands;
    }

    /** A use that is read first or to the end. */
    static int use(int register, boolean alive) {
        return alive ? Operand.alive(register) : Operand.use(register);
    }
}
