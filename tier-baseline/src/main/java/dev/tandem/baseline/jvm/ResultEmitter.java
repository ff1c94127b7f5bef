// SPDX-License-Identifier: Apache-2.0
package dev.tandem.baseline.jvm;

import dev.tandem.decoder.type.FunctionType;
import dev.tandem.ir.asm.jvm.CodeBuffer;
import dev.tandem.ir.asm.jvm.GuestCode;
import dev.tandem.ir.asm.jvm.Kind;

/** Results of functions: the first is returned, the others travel in slots of the context. */
final class ResultEmitter {
    private final CodeBuffer code;
    private final OperandStack stack;
    private final CountingEmitter counting;
    private final GuestCode guest;

    ResultEmitter(Emission emission, CountingEmitter counting) {
        this.counting = counting;
        this.code = emission.code;
        this.stack = emission.stack;
        this.guest = emission.guest;
    }

    /** Returns the results on top of the stack. */
    void giveResults(FunctionType type) {
        int count = type.resultCount();
        stack.needAlone(count); // a piece leaves by a branch, with an empty stack
        int slot = 0;
        for (int i = 0; i < count; i++) {
            slot += Emission.kind(type.result(i)).slots();
        }
        for (int i = count - 1; i > 0; i--) {
            Kind kind = Emission.kind(type.result(i));
            slot -= kind.slots();
            guest.give(kind, slot);
        }
        int words = 0;
        if (count > 0) {
            Kind first = Emission.kind(type.result(0));
            words = first.returned().words();
            if (first == Kind.VECTOR) {
                guest.give(Kind.LONG, 1);
            }
        }
        stack.pop(count);
        counting.leave();
        code.returnValue(words);
    }

    /** After a call: the first result is on the JVM's stack; takes the others from the context that {@code context} pushes. */
    void takeResults(FunctionType type, Runnable context) {
        if (type.resultCount() == 0) {
            return;
        }
        Kind first = Emission.kind(type.result(0));
        if (first == Kind.VECTOR) {
            take(Kind.LONG, 1, context);
        }
        stack.pushed(first);
        int slot = first.slots();
        for (int i = 1; i < type.resultCount(); i++) {
            Kind kind = Emission.kind(type.result(i));
            take(kind.returned(), slot, context);
            if (kind == Kind.VECTOR) {
                take(Kind.LONG, slot + 1, context);
            }
            slot += kind.slots();
            stack.pushed(kind);
        }
    }

    private void take(Kind kind, int slot, Runnable context) {
        context.run();
        guest.take(kind, slot);
    }
}
