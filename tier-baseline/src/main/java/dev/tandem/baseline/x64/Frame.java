// SPDX-License-Identifier: Apache-2.0
package dev.tandem.baseline.x64;

import static dev.tandem.ir.asm.x64.Assembler.NONE;
import static dev.tandem.ir.asm.x64.Gpr.R10;
import static dev.tandem.ir.asm.x64.Gpr.R11;
import static dev.tandem.ir.asm.x64.Gpr.R12;
import static dev.tandem.ir.asm.x64.Gpr.RBP;
import static dev.tandem.ir.asm.x64.Gpr.RSP;

import dev.tandem.decoder.body.BodyState;
import dev.tandem.ir.asm.x64.Assembler;
import dev.tandem.ir.asm.x64.Condition;
import dev.tandem.ir.asm.x64.IntegerOp;
import dev.tandem.ir.asm.x64.Label;
import dev.tandem.ir.nativex64.CallSequences;
import dev.tandem.ir.nativex64.NativeConvention;
import dev.tandem.ir.nativex64.NativeSignature;
import dev.tandem.ir.profile.Feedback;
import dev.tandem.ir.profile.FeedbackLayout;
import java.util.Arrays;

/**
 * The frame of a function, downwards from {@code rbp}: the context while another instance is called, the address of the result area if there is
 * one, locals, operands. Stack arguments stay where the caller put them.
 */
final class Frame {
    private static final int SAVED_CONTEXT_BYTES = 8;
    /** At the entry, where the address of the result area is saved. */
    private static final int RESULT_AREA_SLOT = 16;
    /** Up to so many zeros of locals are kept as constants; they are in the way at labels. */
    private static final int CONSTANT_ZEROS = 3;
    /** More words than that are zeroed by a loop. */
    private static final int UNROLLED_ZEROS = 24;

    /** What {@link #cut} cuts off: as much of the prologue as keeps alignment. */
    static final int CUT = CallSequences.ENTER_BYTES & -16;

    private static final int NOT_COUNTED = -1;

    private static final byte RET = (byte) 0xc3;
    /** {@code add rsp, } before its value. */
    private static final int ADD_BYTES = 3;
    /** In the place of the rest. */
    private static final byte[] NOP = {0x0f, 0x1f, (byte) 0x80, 0, 0, 0, 0};

    private final Emission emission;
    private final Assembler masm;
    private final Values values;
    private int[] slots = new int[32];
    private int patch;
    private int entryCost = NOT_COUNTED;
    private int[] leavePlaces = new int[8];
    private int leaves;

    Frame(Emission emission) {
        this.emission = emission;
        this.masm = emission.masm;
        this.values = emission.values;
    }

    /** Where local {@code index} has its slot: {@code rbp} minus this. */
    int slot(int index) {
        return slots[index];
    }

    /** Loads the address of the result area. */
    void loadResultArea(int register) {
        masm.rm(IntegerOp.MOV, 64, register, RBP, NONE, 0, -RESULT_AREA_SLOT);
    }

    void enter() {
        BodyState state = emission.state();
        NativeSignature signature = emission.signature();
        patch = CallSequences.enter(masm, emission.outOfLine.exhaustedAtEntry());
        leaves = 0;
        int base = SAVED_CONTEXT_BYTES;
        if (signature.stackResultBytes() > 0) {
            masm.mr(IntegerOp.MOV, 64, RBP, NONE, 0, -RESULT_AREA_SLOT, NativeConvention.RESULT_AREA);
            base = RESULT_AREA_SLOT;
        }
        values.begin(base);
        int count = state.localCount();
        if (slots.length < count) {
            slots = Arrays.copyOf(slots, Math.max(count, 2 * slots.length));
        }
        int next = base;
        for (int i = 0; i < count; i++) {
            int kind = Emission.kind(state.localType(i));
            boolean parameter = i < signature.parameterCount();
            if (parameter && NativeSignature.isStack(signature.parameter(i))) {
                slots[i] = -(NativeConvention.STACK_ARGUMENTS_AT + NativeSignature.stackOffset(signature.parameter(i)));
            } else {
                next += Values.slotSize(kind);
                slots[i] = next;
            }
            if (i < Values.TRACKED) {
                values.addLocal(kind, slots[i]);
            }
        }
        values.endLocals(next);
        takeParameters();
        count();
        zeroLocals(state, next);
    }

    private void takeParameters() {
        NativeSignature signature = emission.signature();
        for (int i = 0; i < signature.parameterCount(); i++) {
            int place = signature.parameter(i);
            inspect(Emission.kind(emission.state().localType(i)), place);
            if (i >= values.locals) {
                if (!NativeSignature.isStack(place)) {
                    emission.transfers.store(Emission.kind(emission.state().localType(i)), slots[i], place);
                }
            } else if (!NativeSignature.isStack(place)) {
                values.setPlace(i, place);
            }
        }
    }

    /** What poisoned code does with its arguments. */
    private void inspect(int kind, int place) {
        if (Values.isVector(kind)) {
            if (!NativeSignature.isStack(place)) {
                emission.transfers.poisonLanes(kind, place);
            }
        } else if (kind == Values.I32) {
            if (NativeSignature.isStack(place)) {
                emission.transfers.checkExtension(
                        RBP, NativeConvention.STACK_ARGUMENTS_AT + NativeSignature.stackOffset(place));
            } else {
                emission.transfers.checkExtension(place);
            }
        }
    }

    private void zeroLocals(BodyState state, int end) {
        int first = emission.signature().parameterCount();
        int count = state.localCount();
        if (count == first) {
            return;
        }
        if (count - first <= CONSTANT_ZEROS && count <= Values.TRACKED) {
            for (int i = first; i < count; i++) {
                if (values.kind[i] != Values.V128) {
                    values.setPlace(i, Values.CONSTANT);
                    values.constant[i] = 0;
                } else {
                    masm.mi(IntegerOp.MOV, 64, RBP, NONE, 0, -slots[i], 0);
                    masm.mi(IntegerOp.MOV, 64, RBP, NONE, 0, 8 - slots[i], 0);
                }
            }
            return;
        }
        int start = first == 0 ? emission.signature().stackResultBytes() > 0 ? RESULT_AREA_SLOT : SAVED_CONTEXT_BYTES : -1;
        if (start < 0) {
            start = slots[first] - Values.slotSize(Emission.kind(state.localType(first)));
        }
        zero(start, end);
    }

    /** The slots from {@code rbp - end} to {@code rbp - start}. */
    private void zero(int start, int end) {
        masm.rr(IntegerOp.XOR, 32, R11, R11);
        int words = (end - start) / 8;
        if (words <= UNROLLED_ZEROS) {
            for (int at = start + 8; at <= end; at += 8) {
                masm.mr(IntegerOp.MOV, 64, RBP, NONE, 0, -at, R11);
            }
            return;
        }
        // r10 and r12 hold no arguments, or have been saved.
        Label again = new Label();
        masm.rm(IntegerOp.LEA, 64, R10, RBP, NONE, 0, -end);
        masm.mov(R12, words);
        masm.bind(again);
        masm.mr(IntegerOp.MOV, 64, R10, NONE, 0, 0, R11);
        masm.ri(IntegerOp.ADD, 64, R10, 8);
        masm.ri(IntegerOp.SUB, 32, R12, 1);
        masm.jcc(Condition.NOT_EQUAL, again);
    }

    /** What counts at the entry. */
    private void count() {
        FeedbackLayout feedback = emission.feedback();
        entryCost = feedback.instrumentation().hasBudget() ? spend() : NOT_COUNTED;
        if (emission.records(Feedback.CALLS)) {
            CallSequences.count(masm, feedback.entries());
        }
    }

    private int spend() {
        Label back = new Label();
        Label spent = emission.outOfLine.spent(back);
        int place = CallSequences.spend(masm, emission.state().body().functionIndex(), spent);
        masm.bind(back);
        return place;
    }

    /** At the head of a loop, where interrupts are seen. Returns where what an iteration costs is to be said, by {@link #setCost}. */
    int countLoop() {
        FeedbackLayout feedback = emission.feedback();
        int place = NOT_COUNTED;
        if (feedback.instrumentation().hasBudget() && feedback.instrumentation().backEdges()) {
            place = spend();
        } else {
            CallSequences.checkStack(masm, emission.outOfLine.exhausted());
        }
        if (emission.records(Feedback.LOOPS)) {
            CallSequences.count(masm, feedback.loop(emission.offset()));
        }
        return place;
    }

    /** Says what passing that place costs, if that is counted. */
    void setCost(int place, int cost) {
        if (place != NOT_COUNTED) {
            masm.patchInt(place, cost);
        }
    }

    /** Says how many bytes of the function an entry likely runs. */
    void setEntryWork(int bytes) {
        setCost(entryCost, Math.min(bytes, emission.feedback().instrumentation().entryCost()));
    }

    /**
     * Leaves the frame and returns. What is added to {@code rsp} is known later; to take it from {@code rbp} would wait for what the callee
     * before popped.
     */
    void leave(NativeSignature signature) {
        if (leaves == leavePlaces.length) {
            leavePlaces = Arrays.copyOf(leavePlaces, 2 * leaves);
        }
        leavePlaces[leaves++] = masm.addInt(RSP);
        masm.pop(RBP);
        masm.ret(signature.stackArgumentBytes());
    }

    /** Whether the body, now compiled, could do without a frame: it calls nothing and keeps all in registers. */
    boolean isNeedless() {
        return emission.leaf
                && !masm.touchesFrame()
                && emission.signature().stackArgumentBytes() == 0;
    }

    /** Once the body is compiled and the frame's size known. */
    void finish() {
        int bytes = (values.frame + 15) & ~15;
        CallSequences.patchFrame(masm, patch, bytes);
        for (int i = 0; i < leaves; i++) {
            masm.patchInt(leavePlaces[i], bytes);
        }
    }

    /** The code without its frame: all but the last bytes of the prologue is cut off, so that constants stay aligned. */
    byte[] cut(byte[] code) {
        byte[] less = Arrays.copyOfRange(code, CUT, code.length);
        System.arraycopy(NOP, 0, less, 0, NOP.length);
        for (int i = 0; i < leaves; i++) {
            less[leavePlaces[i] - ADD_BYTES - CUT] = RET;
        }
        return less;
    }
}
