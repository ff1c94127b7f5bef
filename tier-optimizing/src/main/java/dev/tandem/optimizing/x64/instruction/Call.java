// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.x64.instruction;

import static dev.tandem.ir.asm.x64.Assembler.NONE;
import static dev.tandem.ir.asm.x64.Gpr.RSP;

import dev.tandem.ir.asm.x64.Assembler;
import dev.tandem.ir.asm.x64.IntegerOp;
import dev.tandem.ir.asm.x64.Label;
import dev.tandem.ir.nativex64.CallSequences;
import dev.tandem.ir.nativex64.NativeConvention;
import dev.tandem.ir.nativex64.NativeSignature;
import dev.tandem.optimizing.x64.lir.LirFunction;
import dev.tandem.optimizing.x64.lir.LirKind;
import dev.tandem.optimizing.x64.lir.Operand;
import dev.tandem.optimizing.x64.lir.Registers;

/** A call of a function. Operands: index or reference of the callee, arguments, results. */
public final class Call extends X64Instruction {
    /** Stands for a result that nobody uses. */
    public static final int UNUSED = -1;

    private final Callee callee;
    private final NativeSignature signature;
    private final int position;
    /** By argument. */
    private final LirKind[] argumentKinds;
    /** By result: its operand, or {@link #UNUSED}. */
    private final int[] resultOperands;

    private final LirKind[] resultKinds;

    private Call(
            Callee callee,
            NativeSignature signature,
            int position,
            LirKind[] argumentKinds,
            int[] resultOperands,
            LirKind[] resultKinds,
            int[] operands) {
        super(operands);
        this.callee = callee;
        this.signature = signature;
        this.position = position;
        this.argumentKinds = argumentKinds;
        this.resultOperands = resultOperands;
        this.resultKinds = resultKinds;
    }

    /**
     * @param operand index or reference, if the callee is found by one
     * @param arguments virtual registers
     * @param results virtual registers, or {@link #UNUSED}
     */
    public static Call of(
            LirFunction function,
            Callee callee,
            NativeSignature signature,
            int operand,
            int[] arguments,
            int[] results,
            int position) {
        int used = 0;
        for (int result : results) {
            used += result == UNUSED ? 0 : 1;
        }
        int first = callee.isOperand() ? 1 : 0;
        int[] operands = new int[first + arguments.length + used];
        if (first > 0) {
            operands[0] = Operand.use(operand);
        }
        LirKind[] argumentKinds = arguments(function, signature, arguments, operands, first);
        int next = first + arguments.length;
        int[] resultOperands = new int[results.length];
        LirKind[] resultKinds = new LirKind[results.length];
        for (int i = 0; i < results.length; i++) {
            resultOperands[i] = UNUSED;
            if (results[i] != UNUSED) {
                int place = signature.result(i);
                operands[next] = NativeSignature.isStack(place)
                        ? Operand.defAny(results[i])
                        : Operand.defFixed(results[i], place);
                resultKinds[i] = function.kind(results[i]);
                resultOperands[i] = next++;
            }
        }
        return new Call(callee, signature, position, argumentKinds, resultOperands, resultKinds, operands);
    }

    /** Fills in the operands of arguments from {@code first} on; returns their kinds. */
    static LirKind[] arguments(
            LirFunction function, NativeSignature signature, int[] arguments, int[] operands, int first) {
        LirKind[] kinds = new LirKind[arguments.length];
        for (int i = 0; i < arguments.length; i++) {
            int place = signature.parameter(i);
            operands[first + i] = NativeSignature.isStack(place)
                    ? Operand.useAny(arguments[i])
                    : Operand.useFixed(arguments[i], place);
            kinds[i] = function.kind(arguments[i]);
        }
        return kinds;
    }

    @Override
    protected void emit(CodeEmitter code) {
        Assembler masm = code.assembler();
        int area = signature.stackResultBytes();
        if (area > 0) {
            masm.ri(IntegerOp.SUB, 64, RSP, area);
        }
        push(masm);
        if (callee.kind() == Callee.Kind.DEFINED) {
            passResultArea(masm);
            if (callee.index() == code.functionIndex()) {
                masm.call(code.entry());
            } else {
                CallSequences.callDefined(masm, callee.index());
            }
            code.callSite(position);
        } else {
            int operand = callee.isOperand() ? register(0) : NONE;
            if (callee.expected().isEmpty()) {
                callee.load(code, signature, operand, position);
            } else {
                callee.loadCounted(code, signature, operand, position);
            }
            passResultArea(masm);
            callReference(code, position);
        }
        if (area > 0) {
            for (int i = 0; i < resultOperands.length; i++) {
                int place = signature.result(i);
                if (resultOperands[i] != UNUSED && NativeSignature.isStack(place)) {
                    Values.load(masm, this, resultOperands[i], resultKinds[i], RSP, NativeSignature.stackOffset(place));
                }
            }
            masm.ri(IntegerOp.ADD, 64, RSP, area);
        }
    }

    /** Through the reference in r11. */
    static void callReference(CodeEmitter code, int position) {
        Assembler masm = code.assembler();
        Label back = new Label();
        Label other = code.outOfLine(() -> {
            CallSequences.otherInstance(masm);
            code.callSite(position);
            CallSequences.backFromOtherInstance(masm, back);
        });
        CallSequences.callReference(masm, other);
        code.callSite(position);
        masm.bind(back);
    }

    private void push(Assembler masm) {
        int bytes = signature.stackArgumentBytes();
        if (bytes == 0) {
            return;
        }
        masm.ri(IntegerOp.SUB, 64, RSP, bytes);
        int first = callee.isOperand() ? 1 : 0;
        for (int i = 0; i < argumentKinds.length; i++) {
            int place = signature.parameter(i);
            if (NativeSignature.isStack(place)) {
                Values.store(masm, this, first + i, argumentKinds[i], RSP, NativeSignature.stackOffset(place));
            }
        }
    }

    private void passResultArea(Assembler masm) {
        if (signature.stackResultBytes() > 0) {
            masm.rm(
                    IntegerOp.LEA, 64, NativeConvention.RESULT_AREA, RSP, NONE, 0, signature.stackArgumentBytes());
        }
    }

    @Override
    public boolean needsFrame() {
        return true;
    }

    @Override
    public int clobbers() {
        return Registers.ALL;
    }

    @Override
    public String name() {
        return "call " + callee;
    }
}
