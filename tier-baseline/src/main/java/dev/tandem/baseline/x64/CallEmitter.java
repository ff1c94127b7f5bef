// SPDX-License-Identifier: Apache-2.0
package dev.tandem.baseline.x64;

import static dev.tandem.ir.asm.x64.Assembler.NONE;
import static dev.tandem.ir.asm.x64.Gpr.R11;
import static dev.tandem.ir.asm.x64.Gpr.R12;
import static dev.tandem.ir.asm.x64.Gpr.RBP;
import static dev.tandem.ir.asm.x64.Gpr.RSP;
import static dev.tandem.ir.nativex64.NativeConvention.CONTEXT;

import dev.tandem.decoder.type.FunctionType;
import dev.tandem.decoder.type.ValueType;
import dev.tandem.ir.asm.x64.Assembler;
import dev.tandem.ir.asm.x64.Condition;
import dev.tandem.ir.asm.x64.IntegerOp;
import dev.tandem.ir.asm.x64.Label;
import dev.tandem.ir.nativex64.Builtin;
import dev.tandem.ir.nativex64.CallSequences;
import dev.tandem.ir.nativex64.NativeConvention;
import dev.tandem.ir.nativex64.NativeSignature;
import dev.tandem.ir.nativex64.sequence.IndirectCalls;
import dev.tandem.ir.profile.Feedback;
import dev.tandem.ir.trap.TrapCode;
import org.jspecify.annotations.Nullable;

/** Calls. No register survives one but the pinned, so all that is live goes to its slot before. */
final class CallEmitter {
    private static final Builtin[] BUILTINS = Builtin.values();

    private final Emission emission;
    private final Assembler masm;
    private final Transfers transfers;
    private final Values values;
    private final Moves moves;
    private final ControlEmitter control;
    private final @Nullable NativeSignature[] builtins = new NativeSignature[BUILTINS.length];

    CallEmitter(Emission emission, ControlEmitter control) {
        this.emission = emission;
        this.masm = emission.masm;
        this.transfers = emission.transfers;
        this.values = emission.values;
        this.moves = emission.moves;
        this.control = control;
    }

    void call(int functionIndex, FunctionType type) {
        NativeSignature signature = emission.shapes.signatureOf(functionIndex);
        if (functionIndex < emission.shapes.module().importedFunctionCount()) {
            arguments(signature);
            loadImport(functionIndex);
            callReference();
        } else {
            arguments(signature);
            countDirect();
            CallSequences.callDefined(masm, functionIndex);
            emission.callSite();
        }
        results(signature, type);
    }

    void loadImport(int functionIndex) {
        masm.rm(IntegerOp.MOV, 64, R11, CONTEXT, NONE, 0, emission.shapes.layout().importedFunction(functionIndex));
    }

    void callIndirect(int tableIndex, int typeIndex, FunctionType type) {
        NativeSignature signature = emission.shapes.signature(typeIndex, type);
        // Neither r12 nor the scratch registers hold arguments.
        moves.toRegister(values, values.pop(), R12);
        arguments(signature);
        loadElement(tableIndex, typeIndex, signature);
        countTarget();
        callReference();
        results(signature, type);
    }

    void callRef(int typeIndex, FunctionType type) {
        NativeSignature signature = emission.shapes.signature(typeIndex, type);
        moves.toRegister(values, values.pop(), R12);
        arguments(signature);
        loadReference();
        countTarget();
        callReference();
        results(signature, type);
    }

    void countDirect() {
        if (emission.records(Feedback.CALLS)) {
            CallSequences.count(masm, emission.feedback().call(emission.offset()));
        }
    }

    /** Counts the callee in the scratch register. Uses r12 and r13. */
    void countTarget() {
        if (emission.records(Feedback.TARGETS)) {
            Label found = new Label();
            Label other = emission.outOfLine.add(_ -> {
                CallSequences.findTarget(masm);
                masm.jmp(found);
            });
            CallSequences.countTarget(masm, emission.feedback().targets(emission.offset()), other, found);
        }
    }

    /** The reference in r12, which must not be null, into the scratch register. */
    void loadReference() {
        masm.rr(IntegerOp.MOV, 64, R11, R12);
        masm.rr(IntegerOp.TEST, 64, R11, R11);
        masm.jcc(Condition.EQUAL, emission.outOfLine.trap(TrapCode.NULL_FUNCTION_REFERENCE));
    }

    /** The reference in the table at the index in r12 into the scratch register, checked. Arguments stay as they are. */
    void loadElement(int tableIndex, int typeIndex, NativeSignature signature) {
        Label back = new Label();
        Label differs = emission.shapes.hasSubtypes(typeIndex)
                ? emission.outOfLine.add(offset ->
                        IndirectCalls.checkSubtype(masm, signature, back, () -> emission.callSite(offset)))
                : emission.outOfLine.trap(TrapCode.INDIRECT_CALL_TYPE_MISMATCH);
        IndirectCalls.loadElement(
                masm,
                emission.shapes.layout(),
                tableIndex,
                typeIndex,
                R12,
                emission.outOfLine.trap(TrapCode.UNDEFINED_ELEMENT),
                emission.outOfLine.trap(TrapCode.UNINITIALIZED_ELEMENT),
                differs);
        masm.bind(back);
    }

    /** Calls through the reference in the scratch register, arguments being in place. */
    void callReference() {
        Label back = new Label();
        Label other = emission.outOfLine.add(offset -> {
            CallSequences.otherInstance(masm);
            emission.callSite(offset);
            CallSequences.backFromOtherInstance(masm, back);
        });
        CallSequences.callReference(masm, other);
        emission.callSite();
        masm.bind(back);
    }

    /** Takes the arguments off the operand stack, and brings them and what else was to be moved where the callee wants them. */
    void arguments(NativeSignature signature) {
        int count = signature.parameterCount();
        int first = values.size - count;
        values.spillBelow(first);
        if (signature.stackArgumentBytes() > 0) {
            masm.ri(IntegerOp.SUB, 64, RSP, signature.stackArgumentBytes());
        }
        for (int i = 0; i < count; i++) {
            int place = signature.parameter(i);
            if (NativeSignature.isStack(place)) {
                control.storeTo(RSP, NativeSignature.stackOffset(place), first + i, R11);
            } else {
                moves.toRegister(values, first + i, place);
            }
        }
        moves.resolve();
        values.drop(count);
        if (signature.stackResultBytes() > 0) {
            masm.rm(IntegerOp.LEA, 64, NativeConvention.RESULT_AREA, RBP, NONE, 0, -resultArea(signature));
        }
    }

    /** Where the area for results begins: {@code rbp} minus this. It lies below the slots of the results. */
    private int resultArea(NativeSignature signature) {
        int area = values.slotsBelow(values.size) + 16 * signature.resultCount() + signature.stackResultBytes();
        values.needFrame(area);
        return area;
    }

    /** The results onto the operand stack. */
    void results(NativeSignature signature, FunctionType type) {
        int area = signature.stackResultBytes() > 0 ? resultArea(signature) : 0;
        for (int i = 0; i < signature.resultCount(); i++) {
            ValueType result = type.result(i);
            int place = signature.result(i);
            if (NativeSignature.isStack(place)) {
                values.pushSlot(Emission.kind(result));
                int slot = values.slot[values.size - 1];
                int from = NativeSignature.stackOffset(place) - area;
                transfers.copy(Emission.kind(result), RBP, -slot, RBP, from, R11);
            } else {
                values.pushRegister(Emission.kind(result), place);
            }
        }
    }

    /** Calls the run-time with one index and {@code operands} values from the stack. */
    void builtin(Builtin builtin, int operands, int index) {
        values.spillBelow(values.size - operands);
        moves.constantToRegister(Values.I32, index, NativeConvention.integerRegister(0));
        invoke(builtin, 1, operands);
    }

    /** {@code table.grow}: the operands are the other way round, the reference below the number of elements. */
    void tableGrow(int table) {
        int reference = values.size - 2;
        values.spillBelow(reference);
        moves.constantToRegister(Values.I32, table, NativeConvention.integerRegister(0));
        moves.toRegister(values, reference + 1, NativeConvention.integerRegister(1));
        moves.toRegister(values, reference, NativeConvention.integerRegister(2));
        moves.resolve();
        values.drop(2);
        CallSequences.callBuiltin(masm, Builtin.TABLE_GROW);
        emission.callSite();
        values.pushRegister(Values.I64, NativeConvention.integerRegister(0));
    }

    /** Calls the run-time with two indices and {@code operands} values from the stack. */
    void builtin(Builtin builtin, int operands, int first, int second) {
        values.spillBelow(values.size - operands);
        moves.constantToRegister(Values.I32, first, NativeConvention.integerRegister(0));
        moves.constantToRegister(Values.I32, second, NativeConvention.integerRegister(1));
        invoke(builtin, 2, operands);
    }

    /** A float operation that the processor has no instruction for. */
    void builtin(Builtin builtin) {
        values.spillBelow(values.size - 1);
        invoke(builtin, 0, 1);
    }

    @SuppressWarnings("EnumOrdinal") // an index of this object's own array
    private void invoke(Builtin builtin, int indices, int operands) {
        NativeSignature signature = builtins[builtin.ordinal()];
        if (signature == null) {
            signature = builtin.signature();
            builtins[builtin.ordinal()] = signature;
        }
        int from = values.size - operands;
        for (int i = 0; i < operands; i++) {
            moves.toRegister(values, from + i, signature.parameter(indices + i));
        }
        moves.resolve();
        int kind = operands > 0 ? values.kind[from] : Values.REFERENCE;
        values.drop(operands);
        CallSequences.callBuiltin(masm, builtin);
        emission.callSite();
        if (signature.resultCount() > 0) {
            int place = signature.result(0);
            values.pushRegister(NativeSignature.isVector(place) ? kind : Values.REFERENCE, place);
        }
    }

    /** The result of a builtin on top is a number of this type; an i32 is cut. */
    void resultIs(boolean is64) {
        values.drop(1);
        int register = NativeConvention.integerRegister(0);
        if (!is64) {
            masm.rr(IntegerOp.MOV, 32, register, register);
        }
        values.pushRegister(is64 ? Values.I64 : Values.I32, register);
    }
}
