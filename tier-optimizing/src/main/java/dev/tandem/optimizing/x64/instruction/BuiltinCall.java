// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.x64.instruction;

import dev.tandem.ir.nativex64.Builtin;
import dev.tandem.ir.nativex64.CallSequences;
import dev.tandem.ir.nativex64.NativeSignature;
import dev.tandem.optimizing.x64.lir.Operand;
import dev.tandem.optimizing.x64.lir.Registers;

/** A call of the run-time: first constants, then values. All travel in registers. */
public final class BuiltinCall extends X64Instruction {
    private final Builtin builtin;
    private final NativeSignature signature;
    private final int position;
    private final int[] constants;

    private BuiltinCall(Builtin builtin, NativeSignature signature, int position, int[] constants, int[] operands) {
        super(operands);
        this.builtin = builtin;
        this.signature = signature;
        this.position = position;
        this.constants = constants;
    }

    /**
     * @param constants the first arguments
     * @param result virtual register, or {@link Call#UNUSED}
     * @param arguments the others, virtual registers
     */
    public static BuiltinCall of(Builtin builtin, int[] constants, int result, int position, int... arguments) {
        NativeSignature signature = builtin.signature();
        int[] operands = new int[arguments.length + (result == Call.UNUSED ? 0 : 1)];
        for (int i = 0; i < arguments.length; i++) {
            operands[i] = Operand.useFixed(arguments[i], signature.parameter(constants.length + i));
        }
        if (result != Call.UNUSED) {
            operands[arguments.length] = Operand.defFixed(result, signature.result(0));
        }
        return new BuiltinCall(builtin, signature, position, constants, operands);
    }

    @Override
    protected void emit(CodeEmitter code) {
        for (int i = 0; i < constants.length; i++) {
            code.assembler().mov(signature.parameter(i), constants[i]);
        }
        CallSequences.callBuiltin(code.assembler(), builtin);
        code.callSite(position);
    }

    @Override
    public boolean needsFrame() {
        return true;
    }

    @Override
    public int clobbers() {
        return Registers.ALL;
    }

    @Override
    public String name() {
        return "call " + builtin;
    }
}
