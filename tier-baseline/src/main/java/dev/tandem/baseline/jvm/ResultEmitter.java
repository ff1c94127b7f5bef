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
        for (Kind kind : Kind.values()) {
            String type = kind.descriptor();
            GET.put(kind, Member.method(RESULTS, "get" + names[kind.index()], "(" + CONTEXT + "I)" + type));
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
        for (int i = count - 1; i > 0; i--) {
            give(Emission.kind(type.result(i)), i);
        }
        int words = count == 0 ? 0 : Emission.kind(type.result(0)).words();
        stack.pop(count);
        code.returnValue(words);
    }

    /** Puts the value on the JVM's stack into slot {@code slot} of the context. */
    void give(Kind kind, int slot) {
        code.context();
        code.pushInt(slot);
        code.invokeStatic(member(SET, kind));
    }

    /** After a call: the first result is on the JVM's stack; takes the others from the context that {@code context} pushes. */
    void takeResults(FunctionType type, Runnable context) {
        if (type.resultCount() == 0) {
            return;
        }
        stack.pushed(Emission.kind(type.result(0)));
        for (int i = 1; i < type.resultCount(); i++) {
            Kind kind = Emission.kind(type.result(i));
            context.run();
            code.pushInt(i);
            code.invokeStatic(member(GET, kind));
            stack.pushed(kind);
        }
    }

    private static Member member(Map<Kind, Member> members, Kind kind) {
        return java.util.Objects.requireNonNull(members.get(kind));
    }
}
