// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.x64.lir;

/** Ends a block with one successor. */
public final class Jump extends LirInstruction {
    @Override
    public void emit(Emitter emitter) {
        emitter.jump(0);
    }

    @Override
    public String name() {
        return "jump";
    }
}
