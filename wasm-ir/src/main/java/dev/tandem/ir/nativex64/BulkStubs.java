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

/**
 * {@link Builtin#MEMORY_FILL} and {@link Builtin#MEMORY_COPY} without a call of Java where they are short, in bounds and do not overlap in
 * the wrong direction; else all is left to the builtin that calls Java.
 */
final class BulkStubs {
    /** What is longer could not be interrupted in time. */
    private static final int SHORT = 1 << 16;

    private static final int BASE = ContextLayout.HEADER_SIZE;
    private static final int SIZE = ContextLayout.HEADER_SIZE + 8;

    private BulkStubs() {}

    /** @param general address of the builtin that calls Java */
    static long fill(Stubs stubs, long general) {
        Assembler a = new Assembler(false);
        Label slow = new Label();
        a.ri(IntegerOp.CMP, 64, RBX, SHORT);
        a.jcc(Condition.ABOVE, slow);
        memory(a, R11, RAX);
        check(a, R11, RCX, RBX, slow);
        load(a, RDI, R11, BASE);
        a.rr(IntegerOp.ADD, 64, RDI, RCX);
        move(a, RCX, RBX);
        move(a, RAX, RDX);
        a.repStosb();
        a.ret();
        a.bind(slow);
        Stubs.jump(a, general);
        return stubs.place(a);
    }

    /** @param general address of the builtin that calls Java */
    static long copy(Stubs stubs, long general) {
        Assembler a = new Assembler(false);
        Label slow = new Label();
        a.ri(IntegerOp.CMP, 64, RSI, SHORT);
        a.jcc(Condition.ABOVE, slow);
        memory(a, R11, RAX);
        memory(a, R12, RCX);
        check(a, R11, RDX, RSI, slow);
        check(a, R12, RBX, RSI, slow);
        load(a, RDI, R11, BASE);
        a.rr(IntegerOp.ADD, 64, RDI, RDX);
        load(a, R8, R12, BASE);
        a.rr(IntegerOp.ADD, 64, R8, RBX);
        // Upwards, what is read must not have been written before.
        move(a, R10, RDI);
        a.rr(IntegerOp.SUB, 64, R10, R8);
        a.rr(IntegerOp.CMP, 64, R10, RSI);
        a.jcc(Condition.BELOW, slow);
        move(a, RCX, RSI);
        move(a, RSI, R8);
        a.repMovsb();
        a.ret();
        a.bind(slow);
        Stubs.jump(a, general);
        return stubs.place(a);
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
