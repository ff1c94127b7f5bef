// SPDX-License-Identifier: Apache-2.0
package dev.tandem.baseline.jvm;

import dev.tandem.decoder.type.FunctionType;
import dev.tandem.ir.asm.jvm.CodeBuffer;
import dev.tandem.ir.asm.jvm.GuestCode;
import dev.tandem.ir.asm.jvm.Kind;
import dev.tandem.ir.asm.jvm.Member;
import dev.tandem.ir.asm.jvm.SlotAccess;
import dev.tandem.ir.jvm.GuestLayout;
import dev.tandem.ir.jvm.GuestSignature;
import org.objectweb.asm.Opcodes;

/** Calls, direct and through references. */
final class CallEmitter {
    private final Emission emission;
    private final CodeBuffer code;
    private final OperandStack stack;
    private final ResultEmitter results;
    private final CountingEmitter counting;
    /** Variable that holds the callee, once there is one. */
    private int calleeVariable = -1;

    CallEmitter(Emission emission, ResultEmitter results, CountingEmitter counting) {
        this.emission = emission;
        this.code = emission.code;
        this.stack = emission.stack;
        this.results = results;
        this.counting = counting;
    }

    void call(int functionIndex, FunctionType type) {
        GuestSignature signature = emission.shapes.signatureOf(functionIndex);
        arguments(type, signature);
        counting.call();
        code.context();
        emission.site();
        code.invokeStatic(emission.shapes.link(functionIndex));
        stack.pop(type.parameterCount());
        finish(type, code::context);
    }

    void callIndirect(int tableIndex, int typeIndex, FunctionType type) {
        GuestSignature signature = emission.shapes.signature(typeIndex, type);
        alone(type, signature);
        stack.takeTop();
        lookup(tableIndex, typeIndex);
        throughReference(type, signature);
    }

    void callRef(int typeIndex, FunctionType type) {
        GuestSignature signature = emission.shapes.signature(typeIndex, type);
        alone(type, signature);
        stack.takeTop();
        nonNull();
        throughReference(type, signature);
    }

    /** Replaces the table index on the JVM's stack by the function there. */
    void lookup(int tableIndex, int typeIndex) {
        emission.guest.tableIndex(tableIndex);
        emission.guest.table(tableIndex);
        emission.guest.typeId(typeIndex);
        code.context();
        emission.site();
        code.invokeStatic(GuestCode.LOOKUP);
    }

    /** The receiver must stand below the arguments: those that are on the JVM's stack go to their slots. */
    private void alone(FunctionType type, GuestSignature signature) {
        int count = type.parameterCount();
        stack.resolve();
        if (signature.isWide() || stack.anyPushed(count, 1)) {
            stack.flush();
        } else {
            stack.pushBelow(count + 1);
        }
    }

    /** Calls the reference that is on the JVM's stack, above no argument. */
    private void throughReference(FunctionType type, GuestSignature signature) {
        code.op(Opcodes.DUP, 1);
        keepCallee();
        counting.target(this::callee);
        code.getField(GuestCode.CODE);
        code.checkCast(signature.className());
        arguments(type, signature);
        callee();
        emission.site();
        code.invokeVirtual(Member.method(signature.className(), GuestLayout.CALL, signature.virtualDescriptor()));
        stack.pop(type.parameterCount());
        finish(type, () -> {
            callee();
            code.getField(GuestCode.CALLEE_CONTEXT);
        });
    }

    /** Traps if the reference on the JVM's stack is null. */
    void nonNull() {
        emission.site();
        code.invokeStatic(GuestCode.NON_NULL_CALLEE);
    }

    /** Takes the callee from the JVM's stack into its variable. */
    void keepCallee() {
        if (calleeVariable < 0) {
            calleeVariable = code.newVariable(Kind.REFERENCE);
        }
        code.set(calleeVariable);
    }

    /** Pushes the callee. */
    void callee() {
        code.get(calleeVariable);
        code.checkCast(GuestLayout.REFERENCE);
    }

    private void arguments(FunctionType type, GuestSignature signature) {
        int count = type.parameterCount();
        if (!signature.isWide()) {
            stack.need(count);
            return;
        }
        stack.flush();
        code.pushInt(signature.slots());
        code.newLongArray();
        fill(type, true);
        code.pushInt(signature.slots());
        code.newArray("java/lang/Object");
        fill(type, false);
    }

    /** Fills the array on top with the numbers or the references among the arguments. */
    private void fill(FunctionType type, boolean numbers) {
        int base = stack.height() - type.parameterCount();
        int slot = 0;
        for (int i = 0; i < type.parameterCount(); i++) {
            Kind kind = Emission.kind(type.parameter(i));
            if (numbers != (kind == Kind.REFERENCE)) {
                int variable = stack.slot(base + i, kind);
                put(kind.returned(), variable, slot);
                if (kind == Kind.VECTOR) {
                    put(Kind.LONG, variable + 1, slot + 1);
                }
            }
            slot += kind.slots();
        }
    }

    private void put(Kind kind, int variable, int slot) {
        code.op(Opcodes.DUP, 1);
        code.get(variable);
        code.pushInt(slot);
        code.invokeStatic(SlotAccess.put(kind));
    }

    /** At the start of a wide function: its arguments, from the arrays to the variables of its locals. */
    void takeWideArguments(FunctionType type) {
        int slot = 0;
        for (int i = 0; i < type.parameterCount(); i++) {
            Kind kind = Emission.kind(type.parameter(i));
            takeWide(kind.returned(), emission.variable(i), slot);
            if (kind == Kind.VECTOR) {
                takeWide(Kind.LONG, emission.variable(i) + 1, slot + 1);
            }
            slot += kind.slots();
            emission.statement();
        }
    }

    private void takeWide(Kind kind, int variable, int slot) {
        boolean reference = kind == Kind.REFERENCE;
        code.get(reference ? 1 : 0);
        code.checkCast(reference ? "[Ljava/lang/Object;" : "[J");
        code.pushInt(slot);
        code.invokeStatic(SlotAccess.take(kind));
        code.set(variable);
    }

    private void finish(FunctionType type, Runnable context) {
        code.noteCall();
        emission.memoryMayMove();
        results.takeResults(type, context);
        if (type.resultCount() == 0) {
            emission.statement();
        }
    }
}
