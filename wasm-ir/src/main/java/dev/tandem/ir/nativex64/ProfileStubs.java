// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.nativex64;

import static dev.tandem.ir.asm.x64.Gpr.R10;
import static dev.tandem.ir.asm.x64.Gpr.R12;
import static dev.tandem.ir.asm.x64.Gpr.R13;
import static dev.tandem.ir.asm.x64.Gpr.R14;
import static dev.tandem.ir.asm.x64.Gpr.RBP;
import static dev.tandem.ir.asm.x64.Gpr.RSI;
import static dev.tandem.ir.asm.x64.Gpr.RSP;
import static dev.tandem.ir.nativex64.NativeConvention.CALL_CONTEXT;
import static dev.tandem.ir.nativex64.NativeConvention.CALL_SLOT;
import static dev.tandem.ir.nativex64.NativeConvention.SCRATCH;
import static dev.tandem.ir.nativex64.Stubs.NONE;
import static dev.tandem.ir.nativex64.Stubs.load;
import static dev.tandem.ir.nativex64.Stubs.move;
import static dev.tandem.ir.nativex64.Stubs.store;

import dev.tandem.ir.asm.x64.Assembler;
import dev.tandem.ir.asm.x64.Condition;
import dev.tandem.ir.asm.x64.IntegerOp;
import dev.tandem.ir.asm.x64.Label;
import dev.tandem.ir.asm.x64.VectorOp;
import dev.tandem.ir.profile.CallProfile;

/** The seldom run halves of the code that counts: unlike calls of builtins they preserve all registers that code may have values in. */
final class ProfileStubs {
    /** From a target's word to its count. */
    static final int TARGET_COUNT = 8;

    private static final int VECTORS = NativeConvention.VECTOR_SCRATCH;
    /** The integer arguments' registers, then these. */
    private static final int[] MORE = {R10, R12, R13};

    private static final int INTEGERS = NativeConvention.INTEGER_ARGUMENT_COUNT + MORE.length;

    private ProfileStubs() {}

    private static int integer(int index) {
        return index < NativeConvention.INTEGER_ARGUMENT_COUNT
                ? NativeConvention.integerRegister(index)
                : MORE[index - NativeConvention.INTEGER_ARGUMENT_COUNT];
    }

    /**
     * The function that calls has spent a slice of its budget, whose address is in the scratch register. If it is not interrupted it gets the next one, and
     * only when all are spent Java is asked.
     *
     * @param exhausted the stub that ends it if it is interrupted
     */
    static long spent(Stubs stubs, long exhausted) {
        Assembler a = new Assembler(false);
        Label report = new Label();
        Label interrupted = new Label();
        a.mi(IntegerOp.SUB, 32, SCRATCH, NONE, 0, InstalledCode.REST, InstalledCode.SLICE);
        a.jcc(Condition.SIGN, report);
        a.mi(IntegerOp.ADD, 32, SCRATCH, NONE, 0, 0, InstalledCode.SLICE);
        load(a, SCRATCH, R14, ContextLayout.ACTIVATION);
        a.mi(IntegerOp.CMP, 64, SCRATCH, NONE, 0, ActivationLayout.STACK_LIMIT, ActivationLayout.INTERRUPTED);
        a.jccShort(Condition.EQUAL, interrupted);
        a.ret();
        a.bind(interrupted);
        Stubs.jump(a, exhausted);
        a.bind(report);
        report(stubs, a, Exits.SPENT);
        return stubs.place(a);
    }

    /** As many guards of the function that calls were missed as are to be reported. */
    static long missed(Stubs stubs) {
        Assembler a = new Assembler(false);
        report(stubs, a, Exits.MISSED);
        return stubs.place(a);
    }

    private static void report(Stubs stubs, Assembler a, long what) {
        Stubs.enterFrame(a);
        a.ri(IntegerOp.SUB, 64, RSP, 8 * INTEGERS + 16 * VECTORS);
        a.ri(IntegerOp.AND, 64, RSP, -16);
        for (int i = 0; i < INTEGERS; i++) {
            store(a, RSP, 16 * VECTORS + 8 * i, integer(i));
        }
        for (int i = 0; i < VECTORS; i++) {
            a.mx(VectorOp.MOVUPS_STORE, RSP, NONE, 0, 16 * i, i);
        }
        load(a, R12, R14, ContextLayout.ACTIVATION);
        a.mov(RSI, what);
        stubs.callJava(a);
        stubs.unwindIfFailed(a);
        for (int i = 0; i < VECTORS; i++) {
            a.xm(VectorOp.MOVUPS, i, RSP, NONE, 0, 16 * i);
        }
        for (int i = 0; i < INTEGERS; i++) {
            load(a, integer(i), RSP, 16 * VECTORS + 8 * i);
        }
        move(a, RSP, RBP);
        a.pop(RBP);
        a.ret();
    }

    /**
     * Of the words at {@code CALL_CONTEXT}, finds those for the target whose slot is in {@code CALL_SLOT}: moves {@code CALL_CONTEXT} there. The others' count
     * is where a target's would be.
     */
    static long findTarget(Stubs stubs) {
        Assembler a = new Assembler(false);
        for (int i = 0; i < CallProfile.MAX_TARGETS; i++) {
            Label taken = new Label();
            Label next = new Label();
            a.mi(IntegerOp.CMP, 64, CALL_CONTEXT, NONE, 0, 16 * i, 0);
            a.jccShort(Condition.NOT_EQUAL, taken);
            store(a, CALL_CONTEXT, 16 * i, CALL_SLOT);
            a.bind(taken);
            a.rm(IntegerOp.CMP, 64, CALL_SLOT, CALL_CONTEXT, NONE, 0, 16 * i);
            a.jccShort(Condition.NOT_EQUAL, next);
            found(a, 16 * i);
            a.bind(next);
        }
        found(a, 16 * CallProfile.MAX_TARGETS - TARGET_COUNT);
        return stubs.place(a);
    }

    private static void found(Assembler a, int displacement) {
        a.ri(IntegerOp.ADD, 64, CALL_CONTEXT, displacement);
        a.ret();
    }
}
