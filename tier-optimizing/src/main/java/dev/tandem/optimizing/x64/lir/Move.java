// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.x64.lir;

import static dev.tandem.ir.asm.x64.Gpr.RBP;

import dev.tandem.ir.asm.x64.Assembler;
import dev.tandem.ir.asm.x64.IntegerOp;
import dev.tandem.ir.asm.x64.VectorOp;

/** A move between locations, made by the allocator. Never from memory to memory. */
public final class Move extends LirInstruction {
    private final LirKind kind;
    private final int from;
    private final int to;

    public Move(LirKind kind, int from, int to) {
        this.kind = kind;
        this.from = from;
        this.to = to;
    }

    public LirKind kind() {
        return kind;
    }

    public int from() {
        return from;
    }

    public int to() {
        return to;
    }

    @Override
    public boolean needsFrame() {
        return Location.isStack(from) || Location.isStack(to);
    }

    @Override
    public void emit(Emitter emitter) {
        emit(emitter.assembler(), kind, from, to);
    }

    /** Assembles a move of a value of {@code kind}; at least one of the locations is a register. The flags are kept. */
    public static void emit(Assembler assembler, LirKind kind, int from, int to) {
        if (Location.isStack(from)) {
            load(assembler, kind, to, Location.displacement(from));
        } else if (Location.isStack(to)) {
            store(assembler, kind, Location.displacement(to), from);
        } else if (Location.isVector(from) && Location.isVector(to)) {
            assembler.xx(VectorOp.MOVAPS, Location.register(to), Location.register(from));
        } else if (Location.isVector(from)) {
            assembler.rx(kind.bytes() == 4 ? VectorOp.MOVD_TO : VectorOp.MOVQ_TO, Location.register(to), Location.register(from));
        } else if (Location.isVector(to)) {
            assembler.xx(kind.bytes() == 4 ? VectorOp.MOVD_FROM : VectorOp.MOVQ_FROM, Location.register(to), Location.register(from));
        } else {
            assembler.rr(IntegerOp.MOV, 8 * kind.bytes(), Location.register(to), Location.register(from));
        }
    }

    private static void load(Assembler assembler, LirKind kind, int to, int displacement) {
        int register = Location.register(to);
        if (!Location.isVector(to)) {
            assembler.rm(IntegerOp.MOV, 8 * kind.bytes(), register, RBP, Assembler.NONE, 0, displacement);
            return;
        }
        VectorOp op = kind.bytes() == 4
                ? VectorOp.MOVSS_LOAD
                : kind.bytes() == 8 ? VectorOp.MOVSD_LOAD : VectorOp.MOVUPS;
        assembler.xm(op, register, RBP, Assembler.NONE, 0, displacement);
    }

    private static void store(Assembler assembler, LirKind kind, int displacement, int from) {
        int register = Location.register(from);
        if (!Location.isVector(from)) {
            // All 64 bits, so that an i32 can be loaded as one.
            assembler.mr(IntegerOp.MOV, 64, RBP, Assembler.NONE, 0, displacement, register);
            return;
        }
        VectorOp op = kind.bytes() == 4
                ? VectorOp.MOVSS_STORE
                : kind.bytes() == 8 ? VectorOp.MOVSD_STORE : VectorOp.MOVUPS_STORE;
        assembler.mx(op, RBP, Assembler.NONE, 0, displacement, register);
    }

    @Override
    public String name() {
        return "move " + kind + " " + Location.name(to) + " <- " + Location.name(from);
    }
}
