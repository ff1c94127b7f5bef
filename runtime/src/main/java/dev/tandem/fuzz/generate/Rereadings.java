// SPDX-License-Identifier: Apache-2.0
package dev.tandem.fuzz.generate;

import dev.tandem.decoder.body.Opcode;
import dev.tandem.decoder.type.ValueType;
import dev.tandem.fuzz.module.Code;
import java.util.ArrayList;
import java.util.List;

/** Makes what is written, or read, and then read again, with something in between that may write it: what a load must not be moved over. */
final class Rereadings {
    private static final int REACH = 64;

    /** Instructions on the same bytes. */
    private record Pair(Opcode store, Opcode load) {}

    private static final List<Pair> PAIRS = List.of(
            new Pair(Opcode.I32_STORE, Opcode.I32_LOAD),
            new Pair(Opcode.I64_STORE, Opcode.I64_LOAD),
            new Pair(Opcode.I32_STORE8, Opcode.I32_LOAD8_S),
            new Pair(Opcode.I32_STORE, Opcode.I32_LOAD16_U),
            new Pair(Opcode.I64_STORE32, Opcode.I64_LOAD32_S));

    private final Frame frame;
    private final Draw draw;
    private final Statements statements;
    private final Expressions expressions;

    Rereadings(Frame frame, Draw draw, Statements statements, Expressions expressions) {
        this.frame = frame;
        this.draw = draw;
        this.statements = statements;
        this.expressions = expressions;
    }

    /** Empty if there is nothing to read, or nowhere to put it. */
    List<Code> statement(Scope scope, int depth) {
        return frame.has(Topic.MEMORY) && draw.chance(60) ? memory(scope, depth) : global(scope, depth);
    }

    private List<Code> global(Scope scope, int depth) {
        List<Integer> globals = expressions.mutableGlobals();
        if (globals.isEmpty()) {
            return List.of();
        }
        int global = draw.pick(globals);
        ValueType type = frame.globals().get(global).type();
        if (scope.locals(type, true).isEmpty()) {
            return List.of();
        }
        Code read = Code.value(Opcode.GLOBAL_GET, type, List.of(), global);
        Code first = draw.chance(50)
                ? Code.effect(Opcode.GLOBAL_SET, List.of(expressions.of(scope, type, depth)), global)
                : keep(scope, type, read);
        return around(scope, depth, first, keep(scope, type, read));
    }

    private List<Code> memory(Scope scope, int depth) {
        Pair pair = draw.pick(PAIRS);
        ValueType type = pair.load.result();
        if (scope.locals(type, true).isEmpty()) {
            return List.of();
        }
        int memory = draw.below(frame.memories().size());
        Code address = Constants.address(frame.addressType(memory), draw.below(REACH));
        long[] argument = {0, memory, draw.below(REACH)};
        Code read = Code.value(pair.load, type, List.of(address), argument);
        Code first = draw.chance(50)
                ? Code.effect(pair.store, List.of(address, expressions.of(scope, type, depth)), argument)
                : keep(scope, type, read);
        return around(scope, depth, first, keep(scope, type, read));
    }

    private Code keep(Scope scope, ValueType type, Code value) {
        return scope.set(draw.pick(scope.locals(type, true)), value);
    }

    private List<Code> around(Scope scope, int depth, Code first, Code last) {
        List<Code> codes = new ArrayList<>();
        codes.add(first);
        codes.addAll(
                draw.chance(60)
                        ? expressions.calls().statement(scope, depth)
                        : statements.list(scope, 2, depth + 1));
        codes.add(last);
        return codes;
    }
}
