// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.nativex64;

import static dev.tandem.ir.asm.x64.Gpr.R10;
import static dev.tandem.ir.asm.x64.Gpr.R11;
import static dev.tandem.ir.asm.x64.Gpr.R12;
import static dev.tandem.ir.asm.x64.Gpr.R14;
import static dev.tandem.ir.asm.x64.Gpr.R8;
import static dev.tandem.ir.asm.x64.Gpr.RAX;
import static dev.tandem.ir.asm.x64.Gpr.RBX;
import static dev.tandem.ir.asm.x64.Gpr.RCX;
import static dev.tandem.ir.asm.x64.Gpr.RDI;
import static dev.tandem.ir.asm.x64.Gpr.RDX;
import static dev.tandem.ir.asm.x64.Gpr.RSI;
import static dev.tandem.ir.nativex64.Stubs.NONE;
import static dev.tandem.ir.nativex64.Stubs.load;
import static dev.tandem.ir.nativex64.Stubs.move;

import dev.tandem.ir.asm.x64.Assembler;
import dev.tandem.ir.asm.x64.Condition;
import dev.tandem.ir.asm.x64.IntegerOp;
import dev.tandem.ir.asm.x64.Label;
import dev.tandem.ir.asm.x64.VectorOp;

/**
 * {@link Builtin#MEMORY_FILL} and {@link Builtin#MEMORY_COPY} without a call of Java where they are not too long and in bounds; else all is left
 * to the builtin that calls Java. Most are of a few bytes: two accesses of one width, one at each end, do all sizes up to twice that
 * width; and all of that is read before anything is written, so it does not matter what overlaps.
 */
final class BulkStubs {
    /** What is longer could not be interrupted in time. */
    private static final int MOST = 1 << 16;
    /** From here on the processor's own copying and filling is as fast. */
    private static final int LONG = 2048;
    /** Bytes of a vector register; and those that a loop moves at a time. */
    private static final int VECTOR = 16;

    private static final int CHUNK = 4 * VECTOR;

    private static final int BASE = ContextLayout.HEADER_SIZE;
    private static final int SIZE = ContextLayout.HEADER_SIZE + 8;

    private BulkStubs() {}

    /** @param general address of the builtin that calls Java */
    static long fill(Stubs stubs, long general) {
        Assembler a = new Assembler(false);
        Label slow = new Label();
        leaveLong(a, RBX, slow);
        memory(a, R11, RAX);
        check(a, R11, RCX, RBX, slow);
        load(a, RDI, R11, BASE);
        a.rr(IntegerOp.ADD, 64, RDI, RCX);
        a.rr(IntegerOp.MOVZX8, 32, RAX, RDX);
        a.mov(R10, 0x0101_0101_0101_0101L);
        a.rr(IntegerOp.IMUL, 64, RAX, R10);
        Label more = above(a, RBX, VECTOR);
        for (int width = 8; width > 0; width /= 2) {
            Label less = below(a, RBX, width);
            a.mr(IntegerOp.MOV, 8 * width, RDI, NONE, 0, 0, RAX);
            a.mr(IntegerOp.MOV, 8 * width, RDI, RBX, 0, -width, RAX);
            a.ret();
            a.bind(less);
        }
        a.ret();
        a.bind(more);
        fillVectors(a);
        a.bind(slow);
        Stubs.jump(a, general);
        return stubs.place(a);
    }

    private static void fillVectors(Assembler a) {
        a.xx(VectorOp.MOVQ_FROM, 0, RAX);
        a.xx(VectorOp.PUNPCKLQDQ, 0, 0);
        for (int vectors = 1; vectors <= 2; vectors *= 2) {
            Label more = above(a, RBX, 2 * VECTOR * vectors);
            for (int i = 0; i < vectors; i++) {
                store(a, RDI, NONE, VECTOR * i, 0);
                store(a, RDI, RBX, -VECTOR * (i + 1), 0);
            }
            a.ret();
            a.bind(more);
        }
        Label shorter = below(a, RBX, LONG);
        move(a, RCX, RBX);
        a.repStosb();
        a.ret();
        a.bind(shorter);
        Label next = new Label();
        a.rm(IntegerOp.LEA, 64, R10, RDI, RBX, 0, -CHUNK);
        a.bind(next);
        for (int i = 0; i < CHUNK; i += VECTOR) {
            store(a, RDI, NONE, i, 0);
        }
        a.ri(IntegerOp.ADD, 64, RDI, CHUNK);
        a.rr(IntegerOp.CMP, 64, RDI, R10);
        a.jcc(Condition.BELOW, next);
        for (int i = 0; i < CHUNK; i += VECTOR) {
            store(a, R10, NONE, i, 0);
        }
        a.ret();
    }

    /** @param general address of the builtin that calls Java */
    static long copy(Stubs stubs, long general) {
        Assembler a = new Assembler(false);
        Label slow = new Label();
        leaveLong(a, RSI, slow);
        memory(a, R11, RAX);
        memory(a, R12, RCX);
        check(a, R11, RDX, RSI, slow);
        check(a, R12, RBX, RSI, slow);
        load(a, RDI, R11, BASE);
        a.rr(IntegerOp.ADD, 64, RDI, RDX);
        load(a, R8, R12, BASE);
        a.rr(IntegerOp.ADD, 64, R8, RBX);
        Label more = above(a, RSI, VECTOR);
        for (int width = 8; width > 0; width /= 2) {
            Label less = below(a, RSI, width);
            IntegerOp read = width == 1 ? IntegerOp.MOVZX8 : width == 2 ? IntegerOp.MOVZX16 : IntegerOp.MOV;
            a.rm(read, Math.max(8 * width, 32), RAX, R8, NONE, 0, 0);
            a.rm(read, Math.max(8 * width, 32), RCX, R8, RSI, 0, -width);
            a.mr(IntegerOp.MOV, 8 * width, RDI, NONE, 0, 0, RAX);
            a.mr(IntegerOp.MOV, 8 * width, RDI, RSI, 0, -width, RCX);
            a.ret();
            a.bind(less);
        }
        a.ret();
        a.bind(more);
        copyVectors(a);
        a.bind(slow);
        Stubs.jump(a, general);
        return stubs.place(a);
    }

    private static void copyVectors(Assembler a) {
        for (int vectors = 1; vectors <= 4; vectors *= 2) {
            Label more = above(a, RSI, 2 * VECTOR * vectors);
            for (int i = 0; i < vectors; i++) {
                a.xm(VectorOp.MOVUPS, 2 * i, R8, NONE, 0, VECTOR * i);
                a.xm(VectorOp.MOVUPS, 2 * i + 1, R8, RSI, 0, -VECTOR * (i + 1));
            }
            for (int i = 0; i < vectors; i++) {
                store(a, RDI, NONE, VECTOR * i, 2 * i);
                store(a, RDI, RSI, -VECTOR * (i + 1), 2 * i + 1);
            }
            a.ret();
            a.bind(more);
        }
        // If the destination begins within the source, from the last byte to the first.
        Label backward = new Label();
        move(a, R10, RDI);
        a.rr(IntegerOp.SUB, 64, R10, R8);
        a.rr(IntegerOp.CMP, 64, R10, RSI);
        a.jcc(Condition.BELOW, backward);
        Label forward = below(a, RSI, LONG);
        a.r(IntegerOp.NEG, 64, R10);
        a.rr(IntegerOp.CMP, 64, R10, RSI);
        a.jcc(Condition.BELOW, forward); // the processor's own copying is slow where the two overlap
        move(a, RCX, RSI);
        move(a, RSI, R8);
        a.repMovsb();
        a.ret();
        a.bind(forward);
        copyForward(a);
        a.bind(backward);
        copyBackward(a);
    }

    /** The last bytes are read before any is written. */
    private static void copyForward(Assembler a) {
        Label next = new Label();
        loadChunk(a, RSI, -CHUNK, 4);
        a.rm(IntegerOp.LEA, 64, R10, RDI, RSI, 0, -CHUNK);
        a.bind(next);
        loadChunk(a, NONE, 0, 0);
        storeChunk(a, RDI, NONE, 0, 0);
        a.ri(IntegerOp.ADD, 64, R8, CHUNK);
        a.ri(IntegerOp.ADD, 64, RDI, CHUNK);
        a.rr(IntegerOp.CMP, 64, RDI, R10);
        a.jcc(Condition.BELOW, next);
        storeChunk(a, R10, NONE, 0, 4);
        a.ret();
    }

    /** The first bytes are read before any is written. */
    private static void copyBackward(Assembler a) {
        Label next = new Label();
        loadChunk(a, NONE, 0, 4);
        a.bind(next);
        loadChunk(a, RSI, -CHUNK, 0);
        storeChunk(a, RDI, RSI, -CHUNK, 0);
        a.ri(IntegerOp.SUB, 64, RSI, CHUNK);
        a.ri(IntegerOp.CMP, 64, RSI, CHUNK);
        a.jcc(Condition.ABOVE, next);
        storeChunk(a, RDI, NONE, 0, 4);
        a.ret();
    }

    private static void loadChunk(Assembler a, int index, int displacement, int first) {
        for (int i = 0; i < CHUNK / VECTOR; i++) {
            a.xm(VectorOp.MOVUPS, first + i, R8, index, 0, displacement + VECTOR * i);
        }
    }

    private static void storeChunk(Assembler a, int base, int index, int displacement, int first) {
        for (int i = 0; i < CHUNK / VECTOR; i++) {
            store(a, base, index, displacement + VECTOR * i, first + i);
        }
    }

    private static void store(Assembler a, int base, int index, int displacement, int register) {
        a.mx(VectorOp.MOVUPS_STORE, base, index, 0, displacement, register);
    }

    /** Java does what is long, or not short and interrupted. */
    private static void leaveLong(Assembler a, int length, Label slow) {
        Label shorter = below(a, length, LONG);
        a.ri(IntegerOp.CMP, 64, length, MOST);
        a.jcc(Condition.ABOVE, slow);
        load(a, R11, R14, ContextLayout.ACTIVATION);
        a.mi(IntegerOp.CMP, 64, R11, NONE, 0, ActivationLayout.STACK_LIMIT, ActivationLayout.INTERRUPTED);
        a.jcc(Condition.EQUAL, slow);
        a.bind(shorter);
    }

    private static Label below(Assembler a, int length, int least) {
        Label less = new Label();
        a.ri(IntegerOp.CMP, 64, length, least);
        a.jcc(Condition.BELOW, less);
        return less;
    }

    private static Label above(Assembler a, int length, int most) {
        Label more = new Label();
        a.ri(IntegerOp.CMP, 64, length, most);
        a.jcc(Condition.ABOVE, more);
        return more;
    }

    /** {@code result + BASE} becomes the address of that memory's entry in the context. */
    private static void memory(Assembler a, int result, int index) {
        move(a, result, index);
        a.shift(IntegerOp.SHL, 64, result, 4);
        a.rr(IntegerOp.ADD, 64, result, R14);
    }

    private static void check(Assembler a, int memory, int address, int length, Label slow) {
        a.rm(IntegerOp.MOV, 64, R10, memory, NONE, 0, SIZE);
        a.rr(IntegerOp.SUB, 64, R10, length);
        a.jcc(Condition.BELOW, slow);
        a.rr(IntegerOp.CMP, 64, address, R10);
        a.jcc(Condition.ABOVE, slow);
    }
}
