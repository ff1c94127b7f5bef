// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.nativex64;

import static dev.tandem.ir.asm.x64.Gpr.R14;
import static dev.tandem.ir.asm.x64.Gpr.RBP;
import static dev.tandem.ir.asm.x64.Gpr.RSP;
import static dev.tandem.ir.nativex64.NativeConvention.CALL_CONTEXT;
import static dev.tandem.ir.nativex64.NativeConvention.CALL_SLOT;
import static dev.tandem.ir.nativex64.NativeConvention.CONTEXT;
import static dev.tandem.ir.nativex64.NativeConvention.MEMORY_BASE;
import static dev.tandem.ir.nativex64.NativeConvention.SCRATCH;

import dev.tandem.ir.asm.x64.Assembler;
import dev.tandem.ir.asm.x64.Condition;
import dev.tandem.ir.asm.x64.IntegerOp;
import dev.tandem.ir.asm.x64.Label;
import dev.tandem.ir.profile.GuardLayout;
import dev.tandem.ir.trap.TrapCode;

/**
 * The instruction sequences that all compilers share. After each call the caller records {@link Assembler#position()} as a return address
 * in {@link NativeArtifact#calls()}.
 */
public final class CallSequences {
    /**
     * Frame slot, from {@code rbp}, that {@link #otherInstance} keeps the context in: reserved in every frame that calls through references.
     */
    public static final int SAVED_CONTEXT = -8;

    /** What is laid out for {@link #linkOtherInstance} besides stack arguments: context, {@code rbp}, return address. */
    public static final int LINK_BYTES = 24;

    /** How many bytes {@link #enter} takes up to the end of the check. */
    public static final int ENTER_BYTES = 23;

    private CallSequences() {}

    /**
     * Makes the frame and checks the stack, which is also the check for interrupts. Changes the scratch register and the flags only.
     *
     * @param exhausted where {@link #exhausted} is assembled
     * @return for {@link #patchFrame}
     */
    public static int enter(Assembler assembler, Label exhausted) {
        assembler.push(RBP);
        assembler.rr(IntegerOp.MOV, 64, RBP, RSP);
        int place = assembler.subtractInt(RSP);
        checkStack(assembler, exhausted);
        return place;
    }

    /** Says how many bytes the frame has below {@code rbp}: a multiple of 8. */
    public static void patchFrame(Assembler assembler, int place, int bytes) {
        assembler.patchInt(place, bytes);
    }

    /** The check on back-edges that do not {@link #spend}. Changes the scratch register and the flags only. */
    public static void checkStack(Assembler assembler, Label exhausted) {
        assembler.rm(IntegerOp.MOV, 64, SCRATCH, CONTEXT, Assembler.NONE, 0, ContextLayout.ACTIVATION);
        assembler.rm(IntegerOp.CMP, 64, RSP, SCRATCH, Assembler.NONE, 0, ActivationLayout.STACK_LIMIT);
        assembler.jcc(Condition.BELOW_OR_EQUAL, exhausted);
    }

    /** What failed checks jump to: the stack is exhausted, or the guest is interrupted. */
    public static void exhausted(Assembler assembler) {
        // The frame that did not fit must not be used.
        assembler.rr(IntegerOp.MOV, 64, RSP, RBP);
        trap(assembler, TrapCode.CALL_STACK_EXHAUSTED);
    }

    /**
     * Takes a cost that is not known yet from the function's budget. Changes the flags only. This is a check for interrupts, too: budgets are spent in
     * slices, and who has spent one looks for them.
     *
     * @param spent where {@link #spent} is called: out of line, because a branch that is never taken costs code that runs seldom nothing to predict
     * @return where to {@linkplain Assembler#patchInt patch} in the cost
     */
    public static int spend(Assembler assembler, int functionIndex, Label spent) {
        assembler.symbolImmediate(IntegerOp.SUB, 32, Symbol.budget(functionIndex), Integer.MAX_VALUE);
        int place = assembler.position() - Integer.BYTES;
        assembler.jcc(Condition.SIGN, spent);
        return place;
    }

    /**
     * What the out-of-line halves of a function's {@link #spend}s call, each followed by a jump back: the function is known by the return address. Changes
     * the scratch register and the flags only.
     */
    public static void spent(Assembler assembler, int functionIndex) {
        assembler.registerSymbol(IntegerOp.LEA, 64, SCRATCH, Symbol.budget(functionIndex));
        assembler.jmpSymbol(Symbol.spent());
    }

    /** Counts in a {@linkplain Symbol#feedback feedback word}. Changes the flags only. */
    public static void count(Assembler assembler, int word) {
        assembler.symbolImmediate(IntegerOp.ADD, 64, Symbol.feedback(word), 1);
    }

    /**
     * Counts a call of the function whose reference, not null, is in {@link NativeConvention#SCRATCH}. Mostly it is the site's first. To be followed by
     * {@link #callReference}.
     *
     * @param word the first of the site's feedback words
     * @param other where {@link #findTarget} is assembled
     * @param found where a jump back from there goes
     */
    public static void countTarget(Assembler assembler, int word, Label other, Label found) {
        assembler.registerSymbol(IntegerOp.LEA, 64, CALL_CONTEXT, Symbol.feedback(word));
        assembler.rm(IntegerOp.MOV, 64, CALL_SLOT, SCRATCH, Assembler.NONE, 0, ReferenceLayout.SLOT);
        assembler.rm(IntegerOp.CMP, 64, CALL_SLOT, CALL_CONTEXT, Assembler.NONE, 0, 0);
        assembler.jcc(Condition.NOT_EQUAL, other);
        assembler.bind(found);
        assembler.mi(IntegerOp.ADD, 64, CALL_CONTEXT, Assembler.NONE, 0, ProfileStubs.TARGET_COUNT, 1);
    }

    /** The out-of-line half of {@link #countTarget}, up to a jump back. */
    public static void findTarget(Assembler assembler) {
        assembler.callSymbol(Symbol.findTarget());
    }

    /**
     * Counts down to the report of missed guards. Changes the flags only.
     *
     * @param report where {@link #reportMisses} is assembled
     */
    public static void countMiss(Assembler assembler, Label report) {
        assembler.symbolImmediate(IntegerOp.SUB, 64, Symbol.feedback(GuardLayout.LEFT), 1);
        assembler.jcc(Condition.SIGN, report);
    }

    /** The out-of-line half of {@link #countMiss}, up to the return address; a jump back follows. Changes the scratch register and the flags only. */
    public static void reportMisses(Assembler assembler) {
        assembler.callSymbol(Symbol.missed());
    }

    /** Leaves the frame and returns. */
    public static void leave(Assembler assembler, NativeSignature signature) {
        leaveFrame(assembler);
        assembler.ret(signature.stackArgumentBytes());
    }

    /** Takes the frame down: {@code rsp} is at the return address, as when the function was entered. For tail calls. */
    public static void leaveFrame(Assembler assembler) {
        assembler.rr(IntegerOp.MOV, 64, RSP, RBP);
        assembler.pop(RBP);
    }

    /** Ends the activation. */
    public static void trap(Assembler assembler, TrapCode code) {
        assembler.callSymbol(Symbol.trap(code));
    }

    public static void callBuiltin(Assembler assembler, Builtin builtin) {
        assembler.callSymbol(Symbol.builtin(builtin));
    }

    /** Calls a function that the module defines. */
    public static void callDefined(Assembler assembler, int functionIndex) {
        assembler.callSymbolMemory(Symbol.slot(functionIndex));
    }

    /** Jumps to a function that the module defines, as a tail call. */
    public static void jumpDefined(Assembler assembler, int functionIndex) {
        assembler.jmpSymbolMemory(Symbol.slot(functionIndex));
    }

    /**
     * Calls the function whose reference, not null, is in {@link NativeConvention#SCRATCH}. Stack arguments must be pushed already, because
     * r12 and r13 are used, too.
     *
     * @param other where {@link #otherInstance} is assembled; the label is jumped to if the callee is not of this instance
     */
    public static void callReference(Assembler assembler, Label other) {
        assembler.rm(IntegerOp.MOV, 64, CALL_SLOT, SCRATCH, Assembler.NONE, 0, ReferenceLayout.SLOT);
        assembler.rm(IntegerOp.CMP, 64, CONTEXT, SCRATCH, Assembler.NONE, 0, ReferenceLayout.CONTEXT);
        assembler.jcc(Condition.NOT_EQUAL, other);
        assembler.callMemory(CALL_SLOT, Assembler.NONE, 0, 0);
    }

    /** The out-of-line half of {@link #callReference}, up to the return address; {@link #backFromOtherInstance} follows. */
    public static void otherInstance(Assembler assembler) {
        assembler.rm(IntegerOp.MOV, 64, CALL_CONTEXT, SCRATCH, Assembler.NONE, 0, ReferenceLayout.CONTEXT);
        assembler.mr(IntegerOp.MOV, 64, RBP, Assembler.NONE, 0, SAVED_CONTEXT, CONTEXT);
        enterOtherInstance(assembler);
        assembler.callMemory(CALL_SLOT, Assembler.NONE, 0, 0);
    }

    /** Takes up the instance whose context is in r13. */
    static void enterOtherInstance(Assembler assembler) {
        assembler.rm(IntegerOp.MOV, 64, R14, CONTEXT, Assembler.NONE, 0, ContextLayout.ACTIVATION);
        assembler.mr(IntegerOp.MOV, 64, CALL_CONTEXT, Assembler.NONE, 0, ContextLayout.ACTIVATION, R14);
        assembler.rr(IntegerOp.MOV, 64, CONTEXT, CALL_CONTEXT);
        assembler.rm(IntegerOp.MOV, 64, MEMORY_BASE, CONTEXT, Assembler.NONE, 0, ContextLayout.MEMORY0_BASE);
    }

    /** Takes up this instance again and jumps back to where {@link #callReference} ended. */
    public static void backFromOtherInstance(Assembler assembler, Label back) {
        assembler.rm(IntegerOp.MOV, 64, SCRATCH, CONTEXT, Assembler.NONE, 0, ContextLayout.ACTIVATION);
        assembler.rm(IntegerOp.MOV, 64, CONTEXT, RBP, Assembler.NONE, 0, SAVED_CONTEXT);
        // An entry from Java further in may have left another one here.
        assembler.mr(IntegerOp.MOV, 64, CONTEXT, Assembler.NONE, 0, ContextLayout.ACTIVATION, SCRATCH);
        assembler.rm(IntegerOp.MOV, 64, MEMORY_BASE, CONTEXT, Assembler.NONE, 0, ContextLayout.MEMORY0_BASE);
        assembler.jmp(back);
    }

    /**
     * Whether the reference, not null, in {@link NativeConvention#SCRATCH} is of this instance: jumps to {@code other} if not. A tail call
     * may {@link #jumpReference} only then, because this frame's caller relies on the pinned registers. Uses r13.
     */
    public static void branchIfOtherInstance(Assembler assembler, Label other) {
        assembler.rm(IntegerOp.MOV, 64, CALL_CONTEXT, SCRATCH, Assembler.NONE, 0, ReferenceLayout.CONTEXT);
        assembler.rr(IntegerOp.CMP, 64, CALL_CONTEXT, CONTEXT);
        assembler.jcc(Condition.NOT_EQUAL, other);
    }

    /** Jumps to the function of this instance whose reference is in {@link NativeConvention#SCRATCH}, as a tail call. Uses r12. */
    public static void jumpReference(Assembler assembler) {
        assembler.rm(IntegerOp.MOV, 64, CALL_SLOT, SCRATCH, Assembler.NONE, 0, ReferenceLayout.SLOT);
        assembler.jmpMemory(CALL_SLOT, Assembler.NONE, 0, 0);
    }

    /**
     * How tail calls into other instances keep the stack from growing: the first of a chain leaves a <em>link</em> in place of its frame, which
     * will put this instance back for the frame's caller. Code that a link has called need not put anything back, so later ones replace
     * their frames as within an instance and {@link #jumpOtherInstance}.
     *
     * <p>Jumps to {@code linked} if the frame, which is still there, was called by a link. Uses r13.
     */
    public static void branchIfLinked(Assembler assembler, Label linked) {
        assembler.rm(IntegerOp.MOV, 64, CALL_CONTEXT, CONTEXT, Assembler.NONE, 0, ContextLayout.TAIL_CALL_RETURN);
        assembler.mr(IntegerOp.CMP, 64, RBP, Assembler.NONE, 0, 8, CALL_CONTEXT);
        assembler.jcc(Condition.EQUAL, linked);
    }

    /** Jumps to the function of another instance whose reference is in {@link NativeConvention#SCRATCH}. The frame is gone. */
    public static void jumpOtherInstance(Assembler assembler) {
        loadCallee(assembler);
        enterOtherInstance(assembler);
        assembler.jmpMemory(CALL_SLOT, Assembler.NONE, 0, 0);
    }

    /**
     * Calls the function of another instance whose reference is in {@link NativeConvention#SCRATCH} through a link, which has been laid out
     * already: from {@code rsp} upwards the callee's stack arguments, this context, the caller's {@code rbp}, to which {@code rbp} points, and
     * the address to return to.
     */
    public static void linkOtherInstance(Assembler assembler) {
        loadCallee(assembler);
        assembler.jmpMemory(CONTEXT, Assembler.NONE, 0, ContextLayout.TAIL_CALL);
    }

    private static void loadCallee(Assembler assembler) {
        assembler.rm(IntegerOp.MOV, 64, CALL_CONTEXT, SCRATCH, Assembler.NONE, 0, ReferenceLayout.CONTEXT);
        assembler.rm(IntegerOp.MOV, 64, CALL_SLOT, SCRATCH, Assembler.NONE, 0, ReferenceLayout.SLOT);
    }
}
