// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.x64.instruction;

import dev.tandem.ir.nativex64.NativeConvention;
import dev.tandem.ir.nativex64.NativeSignature;
import dev.tandem.optimizing.x64.lir.LirFunction;
import dev.tandem.optimizing.x64.lir.Operand;

/** Defines the parameters of the function; its first instruction. */
public final class Entry extends X64Instruction {
    private Entry(int[] operands) {
        super(operands);
    }

    /** @param parameters virtual registers */
    public static Entry of(LirFunction function, NativeSignature signature, int[] parameters) {
        int[] operands = new int[parameters.length];
        for (int i = 0; i < parameters.length; i++) {
            int place = signature.parameter(i);
            if (NativeSignature.isStack(place)) {
                operands[i] = Operand.defAny(parameters[i]);
                function.setIncoming(
                        parameters[i], NativeConvention.STACK_ARGUMENTS_AT + NativeSignature.stackOffset(place));
            } else {
                operands[i] = Operand.defFixed(parameters[i], place);
            }
        }
        return new Entry(operands);
    }

    @Override
    protected void emit(CodeEmitter code) {}

    @Override
    public String name() {
        return "parameters";
    }
}
