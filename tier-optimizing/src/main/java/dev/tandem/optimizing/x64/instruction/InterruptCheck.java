// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.x64.instruction;

import dev.tandem.ir.nativex64.CallSequences;

/** The check on back-edges. */
public final class InterruptCheck extends X64Instruction {
    private final int position;

    public InterruptCheck(int position) {
        this.position = position;
    }

    @Override
    protected void emit(CodeEmitter code) {
        CallSequences.checkStack(code.assembler(), code.exhausted(position));
    }

    @Override
    public String name() {
        return "interrupt check";
    }
}
