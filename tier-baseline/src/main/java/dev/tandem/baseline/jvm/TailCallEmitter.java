// SPDX-License-Identifier: Apache-2.0
package dev.tandem.baseline.jvm;

import dev.tandem.decoder.body.BodyState;
import dev.tandem.decoder.type.FunctionType;
import dev.tandem.ir.asm.jvm.CodeBuffer;
import dev.tandem.ir.asm.jvm.GuestCode;
import dev.tandem.ir.asm.jvm.Kind;

/**
 * Tail calls. One of the function itself is a jump to its start; others are left pending in the context, see
 * {@link dev.tandem.ir.jvm.support.TailCalls}.
 */
final class TailCallEmitter {
    private final Emission emission;
    private final CodeBuffer code;
    private final OperandStack stack;
    private final CallEmitter calls;
    private final ControlEmitter control;
    private final CountingEmitter counting;
    private final int functionIndex;

    TailCallEmitter(
            Emission emission, CallEmitter calls, ControlEmitter control, CountingEmitter counting, int functionIndex) {
        this.emission = emission;
        this.code = emission.code;
        this.stack = emission.stack;
        this.calls = calls;
        this.control = control;
        this.counting = counting;
        this.functionIndex = functionIndex;
    }

    void call(int callee, FunctionType type) {
        emission.work.leave();
        stack.flush();
        counting.call();
        if (callee == functionIndex) {
            restart(type);
            return;
        }
        passArguments(type);
        code.context();
        code.context();
        code.pushInt(callee);
        code.invokeVirtual(GuestCode.FUNCTION);
        leavePending();
    }

    void callIndirect(int tableIndex, int typeIndex, FunctionType type) {
        stack.flush();
        stack.takeTop();
        calls.lookup(tableIndex, typeIndex);
        throughReference(type);
    }

    void callRef(FunctionType type) {
        stack.flush();
        stack.takeTop();
        calls.nonNull();
        throughReference(type);
    }

    private void throughReference(FunctionType type) {
        emission.work.leave();
        calls.keepCallee();
        counting.target(calls::callee);
        passArguments(type);
        code.context();
        calls.callee();
        leavePending();
    }

    private void passArguments(FunctionType type) {
        int base = stack.height() - type.parameterCount();
        int slot = 0;
        for (int i = 0; i < type.parameterCount(); i++) {
            Kind kind = Emission.kind(type.parameter(i));
            code.get(kind, stack.slot(base + i, kind));
            emission.guest.give(kind, slot);
            slot += kind.slots();
        }
    }

    /** Stores the callee, which is on the JVM's stack above the context, and returns any result. */
    private void leavePending() {
        code.putField(GuestCode.TAIL_CALLEE);
        counting.leave();
        FunctionType own = emission.state().functionType();
        int words = 0;
        if (own.resultCount() > 0) {
            Kind kind = Emission.kind(own.result(0)).returned();
            code.zero(kind);
            words = kind.words();
        }
        code.returnValue(words);
    }

    /** Gives all locals the values they have at a call, and jumps. */
    private void restart(FunctionType type) {
        int count = type.parameterCount();
        int base = stack.height() - count;
        for (int i = 0; i < count; i++) {
            Kind kind = Emission.kind(type.parameter(i));
            code.get(kind, stack.slot(base + i, kind));
            code.set(kind, emission.variable(i));
        }
        BodyState state = emission.state();
        for (int i = count; i < state.localCount(); i++) {
            Kind kind = Emission.kind(state.localType(i));
            code.zero(kind);
            code.set(kind, emission.variable(i));
        }
        emission.settle();
        control.restartFunction();
    }
}
