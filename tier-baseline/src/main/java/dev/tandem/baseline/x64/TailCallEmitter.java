// SPDX-License-Identifier: Apache-2.0
package dev.tandem.baseline.x64;

import static dev.tandem.ir.asm.x64.Assembler.NONE;
import static dev.tandem.ir.asm.x64.Gpr.R11;
import static dev.tandem.ir.asm.x64.Gpr.R12;
import static dev.tandem.ir.asm.x64.Gpr.R13;
import static dev.tandem.ir.asm.x64.Gpr.RBP;
import static dev.tandem.ir.asm.x64.Gpr.RSP;
import static dev.tandem.ir.nativex64.NativeConvention.CONTEXT;

import dev.tandem.decoder.type.FunctionType;
import dev.tandem.ir.asm.x64.Assembler;
import dev.tandem.ir.asm.x64.Condition;
import dev.tandem.ir.asm.x64.IntegerOp;
import dev.tandem.ir.asm.x64.Label;
import dev.tandem.ir.nativex64.CallSequences;
import dev.tandem.ir.nativex64.NativeConvention;
import dev.tandem.ir.nativex64.NativeSignature;
import dev.tandem.ir.nativex64.ReferenceLayout;

/**
 * Tail calls: the frame is gone when the callee starts. Stack arguments of the callee take the place of this function's own; as they may be
 * more or fewer, they are built below the frame, with return address and caller's {@code rbp}, and then copied up.
 *
 * <p>A function of another instance leaves other pinned registers than this function's caller wants: the first of a chain of such calls puts
 * a link in the place of the frame that makes up for it, see {@link CallSequences#branchIfLinked}.
 */
final class TailCallEmitter {
    /** Saved {@code rbp} and return address. */
    private static final int LINKAGE = 16;

    private final Emission emission;
    private final Assembler masm;
    private final Values values;
    private final Moves moves;
    private final Frame frame;
    private final ControlEmitter control;
    private final CallEmitter calls;

    TailCallEmitter(Emission emission, Frame frame, ControlEmitter control, CallEmitter calls) {
        this.emission = emission;
        this.masm = emission.masm;
        this.values = emission.values;
        this.moves = emission.moves;
        this.frame = frame;
        this.control = control;
        this.calls = calls;
    }

    void call(int functionIndex) {
        emission.work.leave();
        NativeSignature signature = emission.shapes.signatureOf(functionIndex);
        if (functionIndex < emission.shapes.module().importedFunctionCount()) {
            values.spillBelow(values.size);
            calls.loadImport(functionIndex);
            callReference(signature);
        } else {
            calls.countDirect();
            replaceFrame(signature);
            CallSequences.jumpDefined(masm, functionIndex);
        }
    }

    void callIndirect(int tableIndex, int typeIndex, FunctionType type) {
        emission.work.leave();
        NativeSignature signature = emission.shapes.signature(typeIndex, type);
        popToR12();
        calls.loadElement(tableIndex, typeIndex, signature);
        calls.countTarget();
        callReference(signature);
    }

    void callRef(int typeIndex, FunctionType type) {
        emission.work.leave();
        NativeSignature signature = emission.shapes.signature(typeIndex, type);
        popToR12();
        calls.loadReference();
        calls.countTarget();
        callReference(signature);
    }

    private void popToR12() {
        moves.toRegister(values, values.pop(), R12);
        values.spillBelow(values.size);
        moves.resolve();
    }

    /** Through the reference in the scratch register, which waits in r12: no argument is in a register yet. */
    private void callReference(NativeSignature signature) {
        masm.rr(IntegerOp.MOV, 64, R12, R11);
        masm.rm(IntegerOp.CMP, 64, CONTEXT, R11, NONE, 0, ReferenceLayout.CONTEXT);
        Label same = new Label();
        masm.jcc(Condition.EQUAL, same);
        Label linked = new Label();
        CallSequences.branchIfLinked(masm, linked);
        leaveLink(signature);
        masm.rr(IntegerOp.MOV, 64, R11, R12);
        CallSequences.linkOtherInstance(masm);
        masm.bind(linked);
        replaceFrame(signature);
        masm.rr(IntegerOp.MOV, 64, R11, R12);
        CallSequences.jumpOtherInstance(masm);
        masm.bind(same);
        replaceFrame(signature);
        masm.rr(IntegerOp.MOV, 64, R11, R12);
        CallSequences.jumpReference(masm);
    }

    /** Arguments to their places, those on the stack from {@code above} bytes over {@code rsp} on; the values at hand stay. */
    private void place(NativeSignature signature, int above) {
        int first = values.size - signature.parameterCount();
        for (int i = 0; i < signature.parameterCount(); i++) {
            int place = signature.parameter(i);
            if (NativeSignature.isStack(place)) {
                control.storeTo(RSP, above + NativeSignature.stackOffset(place), first + i, R11);
            } else {
                moves.toRegister(values, first + i, place);
            }
        }
        moves.resolve();
    }

    /** The callee's results are this function's. */
    private void passResultArea(NativeSignature signature) {
        if (signature.stackResultBytes() > 0) {
            frame.loadResultArea(NativeConvention.RESULT_AREA);
        }
    }

    /** Puts a link in the place of the frame, arguments in place. */
    private void leaveLink(NativeSignature signature) {
        int callees = signature.stackArgumentBytes();
        int bytes = CallSequences.LINK_BYTES + callees;
        masm.ri(IntegerOp.SUB, 64, RSP, bytes);
        place(signature, 0);
        passResultArea(signature);
        masm.mr(IntegerOp.MOV, 64, RSP, NONE, 0, callees, CONTEXT);
        emission.transfers.copy(Values.V128, RSP, callees + 8, RBP, 0, R13);
        int own = emission.signature().stackArgumentBytes();
        moveUp(bytes, own + LINKAGE - bytes);
        masm.rm(IntegerOp.LEA, 64, RSP, RBP, NONE, 0, own + LINKAGE - bytes);
        if (own > 0) {
            masm.ri(IntegerOp.ADD, 64, RBP, own);
        }
    }

    /** Moves what {@code rsp} points at to {@code rbp + to}. */
    private void moveUp(int bytes, int to) {
        for (int at = bytes - 8; at >= 0; at -= 8) {
            emission.transfers.copy(Values.I64, RBP, to + at, RSP, at, R13);
        }
    }

    /** Arguments in place, {@code rsp} at the return address. */
    private void replaceFrame(NativeSignature signature) {
        emission.leaf = false;
        int own = emission.signature().stackArgumentBytes();
        int callees = signature.stackArgumentBytes();
        if (own == 0 && callees == 0) {
            place(signature, 0);
            passResultArea(signature);
            CallSequences.leaveFrame(masm);
            return;
        }
        int bytes = LINKAGE + callees;
        masm.ri(IntegerOp.SUB, 64, RSP, bytes);
        place(signature, LINKAGE);
        passResultArea(signature);
        emission.transfers.copy(Values.V128, RSP, 0, RBP, 0, R13);
        int up = own - callees;
        moveUp(bytes, up);
        masm.rm(IntegerOp.LEA, 64, RSP, RBP, NONE, 0, up);
        masm.pop(RBP);
    }
}
