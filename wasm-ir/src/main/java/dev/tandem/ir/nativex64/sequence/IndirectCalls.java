// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.nativex64.sequence;

import static dev.tandem.ir.asm.x64.Assembler.NONE;
import static dev.tandem.ir.asm.x64.Gpr.R13;
import static dev.tandem.ir.asm.x64.Gpr.RSP;
import static dev.tandem.ir.nativex64.NativeConvention.CONTEXT;
import static dev.tandem.ir.nativex64.NativeConvention.SCRATCH;

import dev.tandem.ir.asm.x64.Assembler;
import dev.tandem.ir.asm.x64.Condition;
import dev.tandem.ir.asm.x64.IntegerOp;
import dev.tandem.ir.asm.x64.Label;
import dev.tandem.ir.asm.x64.VectorOp;
import dev.tandem.ir.nativex64.Builtin;
import dev.tandem.ir.nativex64.CallSequences;
import dev.tandem.ir.nativex64.ContextLayout;
import dev.tandem.ir.nativex64.NativeConvention;
import dev.tandem.ir.nativex64.NativeSignature;
import dev.tandem.ir.nativex64.ReferenceLayout;
import dev.tandem.ir.trap.TrapCode;

/** What comes before a call through a table. Arguments in registers stay as they are; r13 and r11 are used. */
public final class IndirectCalls {
    /** Bytes of reference and address of the result area, saved during a check. */
    private static final int SAVED = 16;

    private IndirectCalls() {}

    /**
     * The reference in a table into r11, not null and of that type.
     *
     * @param index register of the index
     * @param outside where to go if the table is not that long
     * @param uninitialized where to go if the element is null
     * @param differs where to go if its type is another, with the wanted type's identity in r13
     */
    public static void loadElement(
            Assembler masm,
            ContextLayout layout,
            int tableIndex,
            int typeIndex,
            int index,
            Label outside,
            Label uninitialized,
            Label differs) {
        masm.rm(IntegerOp.CMP, 64, index, CONTEXT, NONE, 0, layout.tableSize(tableIndex));
        masm.jcc(Condition.ABOVE_OR_EQUAL, outside);
        masm.rm(IntegerOp.MOV, 64, SCRATCH, CONTEXT, NONE, 0, layout.tableElements(tableIndex));
        masm.rm(IntegerOp.MOV, 64, SCRATCH, SCRATCH, index, 3, 0);
        masm.rr(IntegerOp.TEST, 64, SCRATCH, SCRATCH);
        masm.jcc(Condition.EQUAL, uninitialized);
        masm.rm(IntegerOp.MOV, 32, R13, CONTEXT, NONE, 0, layout.typeId(typeIndex));
        masm.rm(IntegerOp.CMP, 32, R13, SCRATCH, NONE, 0, ReferenceLayout.TYPE_ID);
        masm.jcc(Condition.NOT_EQUAL, differs);
    }

    /**
     * Asks whether the type of the callee in r11 is below the one in r13, with all arguments saved meanwhile; traps if not.
     *
     * @param back where to go on if it is
     * @param called called after each call, to record it
     */
    public static void checkSubtype(Assembler masm, NativeSignature signature, Label back, Runnable called) {
        int bytes = SAVED + 16 * signature.parameterCount();
        masm.ri(IntegerOp.SUB, 64, RSP, bytes);
        masm.mr(IntegerOp.MOV, 64, RSP, NONE, 0, 0, SCRATCH);
        masm.mr(IntegerOp.MOV, 64, RSP, NONE, 0, 8, NativeConvention.RESULT_AREA);
        for (int i = 0; i < signature.parameterCount(); i++) {
            int place = signature.parameter(i);
            if (NativeSignature.isVector(place)) {
                masm.mx(VectorOp.MOVUPS_STORE, RSP, NONE, 0, SAVED + 16 * i, NativeSignature.register(place));
            } else if (!NativeSignature.isStack(place)) {
                masm.mr(IntegerOp.MOV, 64, RSP, NONE, 0, SAVED + 16 * i, place);
            }
        }
        masm.rm(IntegerOp.MOV, 32, NativeConvention.integerRegister(0), SCRATCH, NONE, 0, ReferenceLayout.TYPE_ID);
        masm.rr(IntegerOp.MOV, 32, NativeConvention.integerRegister(1), R13);
        CallSequences.callBuiltin(masm, Builtin.IS_SUBTYPE);
        called.run();
        masm.rr(IntegerOp.MOV, 64, R13, NativeConvention.integerRegister(0));
        for (int i = 0; i < signature.parameterCount(); i++) {
            int place = signature.parameter(i);
            if (NativeSignature.isVector(place)) {
                masm.xm(VectorOp.MOVUPS, NativeSignature.register(place), RSP, NONE, 0, SAVED + 16 * i);
            } else if (!NativeSignature.isStack(place)) {
                masm.rm(IntegerOp.MOV, 64, place, RSP, NONE, 0, SAVED + 16 * i);
            }
        }
        masm.rm(IntegerOp.MOV, 64, SCRATCH, RSP, NONE, 0, 0);
        masm.rm(IntegerOp.MOV, 64, NativeConvention.RESULT_AREA, RSP, NONE, 0, 8);
        masm.ri(IntegerOp.ADD, 64, RSP, bytes);
        masm.rr(IntegerOp.TEST, 32, R13, R13);
        masm.jcc(Condition.NOT_EQUAL, back);
        CallSequences.trap(masm, TrapCode.INDIRECT_CALL_TYPE_MISMATCH);
        called.run();
    }
}
