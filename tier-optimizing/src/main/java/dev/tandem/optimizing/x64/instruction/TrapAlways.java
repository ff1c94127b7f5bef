// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.x64.instruction;

import dev.tandem.ir.nativex64.CallSequences;
import dev.tandem.ir.trap.TrapCode;

/** Ends the activation. */
public final class TrapAlways extends X64Instruction {
    private final TrapCode trap;
    private final int position;

    public TrapAlways(TrapCode trap, int position) {
        this.trap = trap;
        this.position = position;
    }

    @Override
    protected void emit(CodeEmitter code) {
        CallSequences.trap(code.assembler(), trap);
        code.callSite(position);
    }

    @Override
    public String name() {
        return "trap " + trap;
    }
}
