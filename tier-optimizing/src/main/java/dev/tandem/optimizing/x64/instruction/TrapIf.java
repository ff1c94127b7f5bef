// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.x64.instruction;

import dev.tandem.ir.trap.TrapCode;

/** Ends the activation if a comparison holds. */
public final class TrapIf extends X64Instruction {
    private final Comparison comparison;
    private final TrapCode trap;
    private final int position;

    public TrapIf(Comparison comparison, TrapCode trap, int position) {
        super(comparison.and());
        this.comparison = comparison;
        this.trap = trap;
        this.position = position;
    }

    @Override
    protected void emit(CodeEmitter code) {
        comparison.emit(code, this, 0);
        comparison.test().jump(code.assembler(), code.trap(trap, position));
    }

    @Override
    public String name() {
        return "trap " + trap + " if " + comparison;
    }
}
