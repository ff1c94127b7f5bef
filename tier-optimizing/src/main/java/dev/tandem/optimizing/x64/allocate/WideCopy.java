// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.x64.allocate;

import dev.tandem.ir.asm.x64.Assembler;
import dev.tandem.ir.asm.x64.Gpr;
import dev.tandem.ir.asm.x64.IntegerOp;
import dev.tandem.ir.nativex64.NativeConvention;
import dev.tandem.optimizing.x64.lir.Emitter;
import dev.tandem.optimizing.x64.lir.LirInstruction;
import dev.tandem.optimizing.x64.lir.Location;

/** Copies a v128 from memory to memory through the general scratch register, while the vector one is taken. */
final class WideCopy extends LirInstruction {
    private final int from;
    private final int to;

    WideCopy(int from, int to) {
        this.from = from;
        this.to = to;
    }

    int from() {
        return from;
    }

    int to() {
        return to;
    }

    @Override
    public boolean needsFrame() {
        return true;
    }

    @Override
    public void emit(Emitter emitter) {
        Assembler assembler = emitter.assembler();
        for (int half = 0; half < 16; half += 8) {
            assembler.rm(
                    IntegerOp.MOV,
                    64,
                    NativeConvention.SCRATCH,
                    Gpr.RBP,
                    Assembler.NONE,
                    0,
                    Location.displacement(from) + half);
            assembler.mr(
                    IntegerOp.MOV,
                    64,
                    Gpr.RBP,
                    Assembler.NONE,
                    0,
                    Location.displacement(to) + half,
                    NativeConvention.SCRATCH);
        }
    }

    @Override
    public String name() {
        return "copy " + Location.name(to) + " <- " + Location.name(from);
    }
}
