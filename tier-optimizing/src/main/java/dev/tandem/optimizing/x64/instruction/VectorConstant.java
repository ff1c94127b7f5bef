// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.x64.instruction;

import dev.tandem.ir.asm.x64.Assembler;
import dev.tandem.ir.asm.x64.VectorOp;
import dev.tandem.optimizing.x64.lir.Emitter;
import dev.tandem.optimizing.x64.lir.Location;
import dev.tandem.optimizing.x64.lir.Operand;

/** A float or vector of known bits in a register. */
public final class VectorConstant extends X64Instruction {
    private final long low;
    private final long high;
    private final int size;

    /** @param size in bytes: 4, 8 or 16 */
    public VectorConstant(long low, long high, int size, int to) {
        super(Operand.def(to));
        this.low = low;
        this.high = high;
        this.size = size;
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
        int to = Location.register(location);
        if (low == 0 && high == 0) {
            masm.xxx(VectorOp.XORPS, to, to, to);
        } else if (low == -1 && high == -1) {
            masm.xxx(VectorOp.PCMPEQD, to, to, to);
        } else {
            VectorOp op = size == 4 ? VectorOp.MOVSS_LOAD : size == 8 ? VectorOp.MOVSD_LOAD : VectorOp.MOVUPS;
            masm.xl(op, to, masm.constant(low, high, size));
        }
    }

    @Override
    public String name() {
        return "constant " + Long.toHexString(high) + ":" + Long.toHexString(low);
    }
}
