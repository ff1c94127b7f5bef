// SPDX-License-Identifier: Apache-2.0
package dev.tandem.baseline.jvm;

import dev.tandem.decoder.type.FunctionType;
import dev.tandem.ir.asm.jvm.CodeBuffer;
import dev.tandem.ir.asm.jvm.Kind;
import dev.tandem.ir.asm.jvm.Member;
import java.util.EnumMap;
import java.util.Map;

/** Results of functions: the first is returned, the others travel in slots of the context. */
final class ResultEmitter {
    private static final String RESULTS = "dev/tandem/ir/jvm/support/Results";
    private static final String CONTEXT = "Ldev/tandem/ir/vm/Context;";
    private static final Map<Kind, Member> GET = new EnumMap<>(Kind.class);
    private static final Map<Kind, Member> SET = new EnumMap<>(Kind.class);

    static {
        String[] names = {"Int", "Long", "Float", "Double", "Reference"};
        for (int i = 0; i < names.length; i++) {
            Kind kind = Kind.of(i);
            String type = kind.descriptor();
            GET.put(kind, Member.method(RESULTS, "get" + names[i], "(" + CONTEXT + "I)" + type));
            SET.put(kind, Member.method(RESULTS, "set", "(" + type + CONTEXT + "I)V"));
        }
    }

    private final CodeBuffer code;
    private final OperandStack stack;

    ResultEmitter(Emission emission) {
        this.code = emission.code;
        this.stack = emission.stack;
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
            give(kind, slot);
        }
        int words = 0;
        if (count > 0) {
            Kind first = Emission.kind(type.result(0));
            words = first.returned().words();
            if (first == Kind.VECTOR) {
                give(Kind.LONG, 1);
            }
        }
        stack.pop(count);
        code.returnValue(words);
    }

    /** Puts the value on the JVM's stack into slot {@code slot} of the context, a vector into two. */
    void give(Kind kind, int slot) {
        if (kind == Kind.VECTOR) {
            give(Kind.LONG, slot + 1);
            give(Kind.LONG, slot);
            return;
        }
        code.context();
        code.pushInt(slot);
        code.invokeStatic(member(SET, kind));
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
        code.pushInt(slot);
        code.invokeStatic(member(GET, kind));
    }

    private static Member member(Map<Kind, Member> members, Kind kind) {
        return java.util.Objects.requireNonNull(members.get(kind));
    }
}
