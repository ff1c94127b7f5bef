// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.x64.instruction;

import static dev.tandem.ir.asm.x64.Assembler.NONE;
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
 * more or fewer, they are built below the frame, with return address and caller's {@code rbp}, and then copied up.
 *
 * <p>A function of another instance is called in the ordinary way, because it runs on other pinned registers than this function's
 * caller. A reference to the callee is kept in r13.
 */
public final class TailCall extends X64Instruction {
    /** Saved {@code rbp} and return address. */
    private static final int LINKAGE = 16;

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
        int[] operands = new int[first + arguments.length + (reference ? 1 : 0)];
        if (first > 0) {
            operands[0] = Operand.alive(operand);
        }
        LirKind[] kinds = Call.arguments(function, signature, arguments, operands, first);
        if (reference) {
            // Arguments on the stack are read after the register is written.
            for (int i = 0; i < arguments.length; i++) {
                if (NativeSignature.isStack(signature.parameter(i))) {
                    operands[first + i] = Operand.aliveAny(arguments[i]);
                }
            }
            operands[operands.length - 1] = Operand.tempFixed(function.newRegister(LirKind.WORD64), R13);
        }
        return new TailCall(callee, signature, position, kinds, operands);
    }

    @Override
    protected void emit(CodeEmitter code) {
        Assembler masm = code.assembler();
        if (callee.kind() == Callee.Kind.DEFINED) {
            replaceFrame(code);
            CallSequences.jumpDefined(masm, callee.index());
            return;
        }
        callee.load(code, signature, callee.isOperand() ? register(0) : NONE, position);
        masm.rr(IntegerOp.MOV, 64, R13, SCRATCH);
        masm.rm(IntegerOp.CMP, 64, CONTEXT, R13, NONE, 0, ReferenceLayout.CONTEXT);
        Label other = code.outOfLine(() -> callOther(code));
        masm.jcc(Condition.NOT_EQUAL, other);
        replaceFrame(code);
        masm.rr(IntegerOp.MOV, 64, SCRATCH, R13);
        CallSequences.jumpReference(masm);
    }

    private void callOther(CodeEmitter code) {
        Assembler masm = code.assembler();
        if (signature.stackArgumentBytes() > 0) {
            masm.ri(IntegerOp.SUB, 64, RSP, signature.stackArgumentBytes());
        }
        place(masm, 0);
        passResultArea(masm);
        masm.rr(IntegerOp.MOV, 64, SCRATCH, R13);
        Call.callReference(code, position);
        CallSequences.leave(masm, code.signature());
    }

    /** Stack arguments to their places, from {@code above} bytes over {@code rsp} on. */
    private void place(Assembler masm, int above) {
        int first = callee.isOperand() ? 1 : 0;
        for (int i = 0; i < argumentKinds.length; i++) {
            int place = signature.parameter(i);
            if (NativeSignature.isStack(place)) {
                Values.store(masm, this, first + i, argumentKinds[i], RSP, above + NativeSignature.stackOffset(place));
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
        int own = code.signature().stackArgumentBytes();
        int callees = signature.stackArgumentBytes();
        if (own == 0 && callees == 0) {
            passResultArea(masm);
            CallSequences.leaveFrame(masm);
            return;
        }
        int bytes = LINKAGE + callees;
        masm.ri(IntegerOp.SUB, 64, RSP, bytes);
        place(masm, LINKAGE);
        passResultArea(masm);
        copy(masm, RSP, 0, RBP, 0);
        copy(masm, RSP, 8, RBP, 8);
        int up = own - callees;
        for (int at = bytes - 8; at >= 0; at -= 8) {
            copy(masm, RBP, up + at, RSP, at);
        }
        masm.rm(IntegerOp.LEA, 64, RSP, RBP, NONE, 0, up);
        masm.pop(RBP);
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
