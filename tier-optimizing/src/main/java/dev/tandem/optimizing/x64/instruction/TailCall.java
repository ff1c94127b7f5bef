// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.x64.instruction;

import static dev.tandem.ir.asm.x64.Assembler.NONE;
import static dev.tandem.ir.asm.x64.Gpr.R12;
import static dev.tandem.ir.asm.x64.Gpr.R13;
import static dev.tandem.ir.asm.x64.Gpr.RBP;
import static dev.tandem.ir.asm.x64.Gpr.RSP;
import static dev.tandem.ir.nativex64.NativeConvention.CONTEXT;
import static dev.tandem.ir.nativex64.NativeConvention.SCRATCH;

import dev.tandem.ir.asm.x64.Assembler;
import dev.tandem.ir.asm.x64.Condition;
import dev.tandem.ir.asm.x64.IntegerOp;
import dev.tandem.ir.asm.x64.Label;
import dev.tandem.ir.nativex64.CallSequences;
import dev.tandem.ir.nativex64.NativeConvention;
import dev.tandem.ir.nativex64.NativeSignature;
import dev.tandem.ir.nativex64.ReferenceLayout;
import dev.tandem.optimizing.x64.lir.LirFunction;
import dev.tandem.optimizing.x64.lir.LirKind;
import dev.tandem.optimizing.x64.lir.Operand;

/**
 * A tail call: the frame is gone when the callee starts. Stack arguments of the callee take the place of this function's own; as they may be
 * more or fewer, they are gathered below the frame, with return address and caller's {@code rbp}, and then copied up.
 *
 * <p>A function of another instance leaves other pinned registers than this function's caller wants: the first of a chain of such calls puts
 * a link in the place of the frame that makes up for it, see {@link CallSequences#branchIfLinked}. A reference to the callee waits in r12.
 */
public final class TailCall extends X64Instruction {
    /** Saved {@code rbp} and return address. */
    private static final int LINKAGE = 16;

    /** Where they are saved, from {@code rsp}, below the gathered arguments; below them is room for a link's context. */
    private static final int SAVED = CallSequences.LINK_BYTES - LINKAGE;

    private final Callee callee;
    private final NativeSignature signature;
    private final int position;
    private final LirKind[] argumentKinds;

    private TailCall(
            Callee callee, NativeSignature signature, int position, LirKind[] argumentKinds, int[] operands) {
        super(operands);
        this.callee = callee;
        this.signature = signature;
        this.position = position;
        this.argumentKinds = argumentKinds;
    }

    /** @param operand index or reference, if the callee is found by one */
    public static TailCall of(
            LirFunction function, Callee callee, NativeSignature signature, int operand, int[] arguments, int position) {
        int first = callee.isOperand() ? 1 : 0;
        boolean reference = callee.kind() != Callee.Kind.DEFINED;
        int[] operands = new int[first + arguments.length + (reference ? 2 : 0)];
        if (first > 0) {
            operands[0] = Operand.alive(operand);
        }
        LirKind[] kinds = Call.arguments(function, signature, arguments, operands, first);
        if (reference) {
            operands[operands.length - 2] = Operand.tempFixed(function.newRegister(LirKind.WORD64), R12);
            operands[operands.length - 1] = Operand.tempFixed(function.newRegister(LirKind.WORD64), R13);
        }
        return new TailCall(callee, signature, position, kinds, operands);
    }

    @Override
    protected void emit(CodeEmitter code) {
        Assembler masm = code.assembler();
        gather(code);
        if (callee.kind() == Callee.Kind.DEFINED) {
            replaceFrame(code);
            CallSequences.jumpDefined(masm, callee.index());
            return;
        }
        callee.load(code, signature, callee.isOperand() ? register(0) : NONE, position);
        masm.rr(IntegerOp.MOV, 64, R12, SCRATCH);
        masm.rm(IntegerOp.CMP, 64, CONTEXT, R12, NONE, 0, ReferenceLayout.CONTEXT);
        masm.jcc(Condition.NOT_EQUAL, code.outOfLine(() -> jumpOther(code)));
        replaceFrame(code);
        masm.rr(IntegerOp.MOV, 64, SCRATCH, R12);
        CallSequences.jumpReference(masm);
    }

    private void jumpOther(CodeEmitter code) {
        Assembler masm = code.assembler();
        Label linked = new Label();
        CallSequences.branchIfLinked(masm, linked);
        leaveLink(code);
        masm.rr(IntegerOp.MOV, 64, SCRATCH, R12);
        CallSequences.linkOtherInstance(masm);
        masm.bind(linked);
        replaceFrame(code);
        masm.rr(IntegerOp.MOV, 64, SCRATCH, R12);
        CallSequences.jumpOtherInstance(masm);
    }

    /** Whether the frame goes away as it is, nothing being copied. */
    private boolean isPlain(CodeEmitter code) {
        return code.signature().stackArgumentBytes() == 0 && signature.stackArgumentBytes() == 0;
    }

    /** Arguments on the stack are stored below the frame, over {@link CallSequences#LINK_BYTES} of room. */
    private void gather(CodeEmitter code) {
        if (isPlain(code)) {
            return;
        }
        Assembler masm = code.assembler();
        masm.ri(IntegerOp.SUB, 64, RSP, CallSequences.LINK_BYTES + signature.stackArgumentBytes());
        int first = callee.isOperand() ? 1 : 0;
        for (int i = 0; i < argumentKinds.length; i++) {
            int place = signature.parameter(i);
            if (NativeSignature.isStack(place)) {
                Values.store(
                        masm,
                        this,
                        first + i,
                        argumentKinds[i],
                        RSP,
                        CallSequences.LINK_BYTES + NativeSignature.stackOffset(place));
            }
        }
    }

    /** The callee's results are this function's. */
    private void passResultArea(Assembler masm) {
        if (signature.stackResultBytes() > 0) {
            masm.rm(IntegerOp.MOV, 64, NativeConvention.RESULT_AREA, RBP, NONE, 0, FrameSlots.RESULT_AREA);
        }
    }

    /** Arguments in place, {@code rsp} at the return address. */
    private void replaceFrame(CodeEmitter code) {
        Assembler masm = code.assembler();
        passResultArea(masm);
        if (isPlain(code)) {
            CallSequences.leaveFrame(masm);
            return;
        }
        int up = code.signature().stackArgumentBytes() - signature.stackArgumentBytes();
        saveLinkage(masm);
        moveUp(masm, SAVED, LINKAGE + signature.stackArgumentBytes(), up);
        masm.rm(IntegerOp.LEA, 64, RSP, RBP, NONE, 0, up);
        masm.pop(RBP);
    }

    /** Puts a link in the place of the frame, arguments in place. */
    private void leaveLink(CodeEmitter code) {
        Assembler masm = code.assembler();
        passResultArea(masm);
        if (isPlain(code)) {
            masm.rr(IntegerOp.MOV, 64, RSP, RBP);
            masm.push(CONTEXT);
            return;
        }
        int own = code.signature().stackArgumentBytes();
        int callees = signature.stackArgumentBytes();
        int up = own - SAVED - callees;
        saveLinkage(masm);
        masm.mr(IntegerOp.MOV, 64, RSP, NONE, 0, 0, CONTEXT);
        moveUp(masm, 0, CallSequences.LINK_BYTES, up + callees);
        moveUp(masm, CallSequences.LINK_BYTES, callees, up);
        masm.rm(IntegerOp.LEA, 64, RSP, RBP, NONE, 0, up);
        if (own > 0) {
            masm.ri(IntegerOp.ADD, 64, RBP, own);
        }
    }

    private static void saveLinkage(Assembler masm) {
        copy(masm, RSP, SAVED, RBP, 0);
        copy(masm, RSP, SAVED + 8, RBP, 8);
    }

    /** Moves {@code bytes} from {@code rsp + from} to {@code rbp + to}, which is above: the last ones first. */
    private static void moveUp(Assembler masm, int from, int bytes, int to) {
        for (int at = bytes - 8; at >= 0; at -= 8) {
            copy(masm, RBP, to + at, RSP, from + at);
        }
    }

    private static void copy(Assembler masm, int base, int displacement, int fromBase, int fromDisplacement) {
        masm.rm(IntegerOp.MOV, 64, SCRATCH, fromBase, NONE, 0, fromDisplacement);
        masm.mr(IntegerOp.MOV, 64, base, NONE, 0, displacement, SCRATCH);
    }

    @Override
    public boolean needsFrame() {
        return true;
    }

    @Override
    public String name() {
        return "tail call " + callee;
    }
}
