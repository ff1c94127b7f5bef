// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.x64.instruction;

import static dev.tandem.ir.asm.x64.Assembler.NONE;
import static dev.tandem.ir.nativex64.NativeConvention.CONTEXT;
import static dev.tandem.ir.nativex64.NativeConvention.SCRATCH;

import dev.tandem.ir.asm.x64.Assembler;
import dev.tandem.ir.asm.x64.Condition;
import dev.tandem.ir.asm.x64.IntegerOp;
import dev.tandem.ir.asm.x64.Label;
import dev.tandem.ir.nativex64.CallSequences;
import dev.tandem.ir.nativex64.NativeSignature;
import dev.tandem.ir.nativex64.sequence.IndirectCalls;
import dev.tandem.ir.trap.TrapCode;
import java.util.List;

/**
 * What a call goes to.
 *
 * @param kind how it is found
 * @param index of the function, or of the table
 * @param typeIndex the type that an element of a table must have
 * @param nullable whether a reference may be null
 * @param expected whom the callee is thought not to be, because it was tested for before: calls are counted if there is anybody
 */
public record Callee(Kind kind, int index, int typeIndex, boolean nullable, List<Integer> expected) {
    public Callee(Kind kind, int index, int typeIndex, boolean nullable) {
        this(kind, index, typeIndex, nullable, List.of());
    }

    /** How a callee is found. */
    public enum Kind {
        /** A function of this module. */
        DEFINED,
        /** An imported function. */
        IMPORTED,
        /** An element of a table; the call's first operand is its index. */
        ELEMENT,
        /** The call's first operand, a reference. */
        REFERENCE
    }

    /** Whether the call has the callee as an operand. */
    boolean isOperand() {
        return kind == Kind.ELEMENT || kind == Kind.REFERENCE;
    }

    /** As {@link #load}, and counts the missed guard. Changes r12 and r13. */
    void loadCounted(CodeEmitter code, NativeSignature signature, int operand, int position) {
        Assembler masm = code.assembler();
        Label counted = new Label();
        CallSequences.countMiss(masm, code.outOfLine(() -> {
            CallSequences.reportMisses(masm);
            code.callSite(position);
            masm.jmp(counted);
        }));
        masm.bind(counted);
        load(code, signature, operand, position);
        Label found = new Label();
        Label other = code.outOfLine(() -> {
            CallSequences.findTarget(masm);
            masm.jmp(found);
        });
        CallSequences.countTarget(masm, code.guarded(position, expected), other, found);
    }

    /**
     * The reference, checked, into r11. Not for {@link Kind#DEFINED}.
     *
     * @param operand register of the operand, if there is one
     */
    void load(CodeEmitter code, NativeSignature signature, int operand, int position) {
        Assembler masm = code.assembler();
        switch (kind) {
            case IMPORTED -> masm.rm(
                    IntegerOp.MOV, 64, SCRATCH, CONTEXT, NONE, 0, code.shapes().layout().importedFunction(index));
            case REFERENCE -> {
                masm.rr(IntegerOp.MOV, 64, SCRATCH, operand);
                if (nullable) {
                    masm.rr(IntegerOp.TEST, 64, SCRATCH, SCRATCH);
                    masm.jcc(Condition.EQUAL, code.trap(TrapCode.NULL_FUNCTION_REFERENCE, position));
                }
            }
            case ELEMENT -> {
                Label back = new Label();
                Label differs = code.shapes().hasSubtypes(typeIndex)
                        ? code.outOfLine(() ->
                                IndirectCalls.checkSubtype(masm, signature, back, () -> code.callSite(position)))
                        : code.trap(TrapCode.INDIRECT_CALL_TYPE_MISMATCH, position);
                IndirectCalls.loadElement(
                        masm,
                        code.shapes().layout(),
                        index,
                        typeIndex,
                        operand,
                        code.trap(TrapCode.UNDEFINED_ELEMENT, position),
                        code.trap(TrapCode.UNINITIALIZED_ELEMENT, position),
                        differs);
                masm.bind(back);
            }
            case DEFINED -> throw new IllegalStateException("called through its slot");
        }
    }
}
