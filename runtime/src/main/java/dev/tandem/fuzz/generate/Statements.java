// SPDX-License-Identifier: Apache-2.0
package dev.tandem.fuzz.generate;

import dev.tandem.decoder.body.Opcode;
import dev.tandem.decoder.type.ValueType;
import dev.tandem.fuzz.module.Code;
import java.util.ArrayList;
import java.util.List;

/** Makes instructions that leave nothing. */
final class Statements {
    private static final int DEEPEST = 7;
    /** The global that holds the fuel. */
    static final int FUEL = 0;

    private final Frame frame;
    private final Draw draw;
    private final Expressions expressions;
    private final Bulk bulk;
    private final Rereadings rereadings;

    Statements(Frame frame, Draw draw) {
        this.frame = frame;
        this.draw = draw;
        expressions = new Expressions(frame, draw, this);
        bulk = new Bulk(frame, draw, expressions);
        rereadings = new Rereadings(frame, draw, this, expressions);
    }

    Expressions expressions() {
        return expressions;
    }

    /** Up to {@code most} statements. */
    List<Code> list(Scope scope, int most, int depth) {
        List<Code> codes = new ArrayList<>();
        for (int i = draw.between(1, most); i > 0; i--) {
            codes.addAll(statement(scope, depth));
        }
        return codes;
    }

    private List<Code> statement(Scope scope, int depth) {
        if (!scope.spend() || depth >= DEEPEST) {
            return List.of(assignment(scope, depth));
        }
        return switch (draw.below(16)) {
            case 0, 1, 2 -> frame.has(Topic.MEMORY) ? List.of(store(scope, depth)) : List.of(assignment(scope, depth));
            case 3, 14 -> List.of(globalSet(scope, depth));
            case 4, 5 -> List.of(conditional(scope, depth));
            case 6 -> List.of(block(scope, depth));
            case 7, 8 -> frame.has(Topic.LOOPS) ? loop(scope, depth) : List.of(conditional(scope, depth));
            case 9 -> frame.has(Topic.SWITCHES) ? List.of(switching(scope, depth)) : List.of(assignment(scope, depth));
            case 10 -> expressions.calls().statement(scope, depth);
            case 11 -> leaving(scope, depth);
            case 12 -> bulk.statement(scope, depth);
            case 13 -> rereadings.statement(scope, depth);
            default -> List.of(assignment(scope, depth));
        };
    }

    private Code assignment(Scope scope, int depth) {
        ValueType type = draw.pick(frame.valueTypes());
        List<Integer> locals = scope.locals(type, true);
        Code value = expressions.of(scope, type, depth);
        return locals.isEmpty() ? Code.effect(Opcode.DROP, List.of(value)) : scope.set(draw.pick(locals), value);
    }

    private Code globalSet(Scope scope, int depth) {
        List<Integer> globals = expressions.mutableGlobals();
        if (globals.isEmpty()) {
            return assignment(scope, depth);
        }
        int global = draw.pick(globals);
        ValueType type = frame.globals().get(global).type();
        return Code.effect(Opcode.GLOBAL_SET, List.of(expressions.of(scope, type, depth)), global);
    }

    private Code store(Scope scope, int depth) {
        Opcode op = draw.pick(frame.operations().stores());
        int memory = draw.below(frame.memories().size());
        Code address = expressions.addresses().address(scope, memory, depth + 1);
        Code value = expressions.of(scope, op.operand(1), depth + 1);
        List<Code> operands = List.of(address, NaNs.seesBits(op, 1) ? Constants.canonicalFloat(scope, value) : value);
        long[] argument = expressions.addresses().argument(memory, op.width());
        return op.shape() == Opcode.Shape.STORE_LANE
                ? Code.effect(op, operands, argument[0], argument[1], argument[2], draw.below(16 / op.width()))
                : Code.effect(op, operands, argument);
    }

    private Code conditional(Scope scope, int depth) {
        Code condition = expressions.of(scope, ValueType.I32, depth + 1);
        scope.enter(List.of());
        Code code = Code.branch(
                List.of(), condition, list(scope, 3, depth + 1), draw.chance(50) ? list(scope, 3, depth + 1) : List.of());
        scope.leave();
        return code;
    }

    private Code block(Scope scope, int depth) {
        scope.enter(List.of());
        List<Code> body = new ArrayList<>(list(scope, 2, depth + 1));
        body.add(branch(scope, draw.pick(scope.labels(List.of())), depth + 1));
        body.addAll(list(scope, 2, depth + 1));
        scope.leave();
        return Code.block(Opcode.BLOCK, List.of(), body);
    }

    private Code branch(Scope scope, int label, int depth) {
        if (frame.has(Topic.REFERENCES) && draw.chance(20)) {
            Code reference = expressions.of(scope, ValueType.FUNCREF, depth);
            Code branch = Code.value(Opcode.BR_ON_NULL, ValueType.FUNCREF, List.of(reference), label);
            return Code.effect(Opcode.DROP, List.of(branch));
        }
        return Code.effect(Opcode.BR_IF, List.of(expressions.of(scope, ValueType.I32, depth)), label);
    }

    private List<Code> loop(Scope scope, int depth) {
        return draw.chance(60) ? countedLoop(scope, depth) : List.of(fuelledLoop(scope, depth));
    }

    /** {@code for (i = 0; i < few; i += step)}: needs no fuel, so that nothing in it hides it from loop optimizations. */
    private List<Code> countedLoop(Scope scope, int depth) {
        int counter = scope.newCounter();
        Code step = Code.value(Opcode.I32_ADD, ValueType.I32, List.of(scope.get(counter), Constants.i32(draw.between(1, 3))));
        Code again = Code.value(
                draw.chance(50) ? Opcode.I32_LT_U : Opcode.I32_LT_S,
                ValueType.I32,
                List.of(scope.get(counter), Constants.i32(draw.between(1, 12))));
        // Not to be branched to from inside: the counter would not move.
        scope.enter(List.of(ValueType.BOTTOM));
        List<Code> body = new ArrayList<>(list(scope, 4, depth + 2));
        scope.leave();
        body.add(scope.set(counter, step));
        body.add(Code.effect(Opcode.BR_IF, List.of(again), 0));
        return List.of(scope.set(counter, Constants.i32(0)), Code.block(Opcode.LOOP, List.of(), body));
    }

    private Code fuelledLoop(Scope scope, int depth) {
        scope.enter(List.of());
        List<Code> body = new ArrayList<>(burn());
        body.addAll(list(scope, 4, depth + 1));
        body.add(Code.effect(Opcode.BR_IF, List.of(expressions.of(scope, ValueType.I32, depth + 1)), 0));
        scope.leave();
        return Code.block(Opcode.LOOP, List.of(), body);
    }

    /** Takes fuel, or traps. */
    List<Code> burn() {
        Code fuel = Code.value(Opcode.GLOBAL_GET, ValueType.I32, List.of(), FUEL);
        Code empty = Code.value(Opcode.I32_EQZ, ValueType.I32, List.of(fuel));
        Code less = Code.value(Opcode.I32_SUB, ValueType.I32, List.of(fuel, Constants.i32(1)));
        return List.of(
                Code.branch(List.of(), empty, List.of(Code.effect(Opcode.UNREACHABLE, List.of())), List.of()),
                Code.effect(Opcode.GLOBAL_SET, List.of(less), FUEL));
    }

    /** {@code br_table} over nested blocks, each with something to do. */
    private Code switching(Scope scope, int depth) {
        int cases = draw.between(1, 5);
        for (int i = 0; i <= cases; i++) {
            scope.enter(List.of());
        }
        Code index = expressions.of(scope, ValueType.I32, depth + 2);
        long[] targets = new long[draw.between(1, 2 * cases)];
        List<Integer> labels = scope.labels(List.of());
        for (int i = 0; i < targets.length; i++) {
            // Mostly the cases themselves, which are the innermost labels.
            targets[i] = draw.chance(85) ? draw.below(cases + 1) : draw.pick(labels);
        }
        Code code = Code.effect(
                Opcode.BR_TABLE,
                List.of(draw.chance(70) ? Code.value(Opcode.I32_AND, ValueType.I32, List.of(index, Constants.i32(7))) : index),
                targets);
        List<Code> body = List.of(code);
        for (int i = 0; i < cases; i++) {
            scope.leave();
            List<Code> next = new ArrayList<>();
            next.add(Code.block(Opcode.BLOCK, List.of(), body));
            next.addAll(list(scope, 2, depth + 2));
            body = next;
        }
        scope.leave();
        return Code.block(Opcode.BLOCK, List.of(), body);
    }

    /** Under a condition: a return, a branch outwards, a tail call, a trap. */
    private List<Code> leaving(Scope scope, int depth) {
        Code condition = expressions.of(scope, ValueType.I32, depth + 1);
        scope.enter(List.of());
        List<Code> body = new ArrayList<>();
        int choice = draw.below(10);
        if (choice < 3 && frame.has(Topic.TAIL_CALLS)) {
            expressions.calls().tail(scope, depth + 1).ifPresent(body::add);
        } else if (choice < 8) {
            body.add(Code.effect(Opcode.RETURN, expressions.all(scope, scope.type().results(), depth + 1)));
        } else if (choice == 8) {
            body.add(Code.effect(Opcode.BR, List.of(), draw.pick(scope.labels(List.of()))));
        } else if (frame.has(Topic.WILD_NUMBERS)) {
            body.add(Code.effect(Opcode.UNREACHABLE, List.of()));
        }
        scope.leave();
        return List.of(body.isEmpty() ? Code.effect(Opcode.NOP, List.of()) : Code.branch(List.of(), condition, body, List.of()));
    }
}
