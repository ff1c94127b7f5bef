// SPDX-License-Identifier: Apache-2.0
package dev.tandem.fuzz.generate;

import dev.tandem.decoder.body.Opcode;
import dev.tandem.decoder.type.FunctionType;
import dev.tandem.decoder.type.GlobalType;
import dev.tandem.decoder.type.HeapType;
import dev.tandem.decoder.type.ValueType;
import dev.tandem.fuzz.module.Code;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Makes instructions that leave one value. */
final class Expressions {
    private static final int DEEPEST = 8;
    private static final ValueType FUNCTION = ValueType.ref(false, HeapType.FUNC);

    private final Frame frame;
    private final Draw draw;
    private final Statements statements;
    private final Addresses addresses;
    private final Calls calls;

    Expressions(Frame frame, Draw draw, Statements statements) {
        this.frame = frame;
        this.draw = draw;
        this.statements = statements;
        addresses = new Addresses(frame, draw, this);
        calls = new Calls(frame, draw, this);
    }

    Addresses addresses() {
        return addresses;
    }

    Calls calls() {
        return calls;
    }

    /** An expression of that type, {@code depth} levels below its statement. */
    Code of(Scope scope, ValueType type, int depth) {
        if (depth >= DEEPEST || !scope.spend()) {
            return leaf(scope, type);
        }
        if (type.isReference()) {
            return reference(scope, type, depth);
        }
        return switch (draw.below(20)) {
            case 0, 1, 2 -> leaf(scope, type);
            case 3 -> select(scope, type, depth);
            case 4 -> structured(scope, type, depth);
            case 5 -> calls.value(scope, type, depth).orElseGet(() -> operation(scope, type, depth));
            case 6 -> tee(scope, type, depth);
            case 7 -> type == ValueType.I32 || type == ValueType.I64 ? special(scope, type, depth) : operation(scope, type, depth);
            default -> operation(scope, type, depth);
        };
    }

    List<Code> all(Scope scope, List<ValueType> types, int depth) {
        List<Code> values = new ArrayList<>(types.size());
        for (ValueType type : types) {
            values.add(of(scope, type, depth));
        }
        return values;
    }

    private Code leaf(Scope scope, ValueType type) {
        List<Integer> locals = scope.locals(type, false);
        if (!locals.isEmpty() && draw.chance(60)) {
            return scope.get(draw.pick(locals));
        }
        List<Integer> globals = globals(type);
        if (!globals.isEmpty() && draw.chance(25)) {
            return Code.value(Opcode.GLOBAL_GET, type, List.of(), draw.pick(globals));
        }
        return Constants.constant(type, draw);
    }

    private List<Integer> globals(ValueType type) {
        return globals(global -> global.type().equals(type));
    }

    /** Those that may be set; the fuel may not. */
    List<Integer> mutableGlobals() {
        return globals(GlobalType::mutable);
    }

    private List<Integer> globals(Predicate<GlobalType> wanted) {
        List<Integer> found = new ArrayList<>();
        for (int i = 1; i < frame.globals().size(); i++) {
            if (wanted.test(frame.globals().get(i))) {
                found.add(i);
            }
        }
        return found;
    }

    private Code select(Scope scope, ValueType type, int depth) {
        List<Code> operands = all(scope, List.of(type, type, ValueType.I32), depth + 1);
        return draw.chance(70)
                ? Code.value(Opcode.SELECT, type, operands)
                : Code.value(Opcode.SELECT_TYPED, type, operands, type.code());
    }

    private Code tee(Scope scope, ValueType type, int depth) {
        List<Integer> locals = scope.locals(type, true);
        Code value = of(scope, type, depth + 1);
        return locals.isEmpty() ? value : Code.value(Opcode.LOCAL_TEE, type, List.of(value), draw.pick(locals));
    }

    /** A block or an {@code if} with a result. */
    private Code structured(Scope scope, ValueType type, int depth) {
        List<ValueType> results = List.of(type);
        if (draw.chance(50)) {
            Code condition = of(scope, ValueType.I32, depth + 1);
            scope.enter(results);
            Code code = Code.branch(results, condition, valueBody(scope, type, depth), valueBody(scope, type, depth));
            scope.leave();
            return code;
        }
        scope.enter(results);
        List<Code> body = new ArrayList<>(statements.list(scope, 2, depth + 1));
        if (draw.chance(60)) {
            Code value = of(scope, type, depth + 2);
            Code condition = of(scope, ValueType.I32, depth + 2);
            int label = draw.pick(scope.labels(results));
            body.add(Code.effect(Opcode.DROP, List.of(Code.value(Opcode.BR_IF, type, List.of(value, condition), label))));
        }
        body.add(of(scope, type, depth + 1));
        scope.leave();
        return Code.block(Opcode.BLOCK, results, body);
    }

    private List<Code> valueBody(Scope scope, ValueType type, int depth) {
        List<Code> body = new ArrayList<>(draw.chance(40) ? statements.list(scope, 2, depth + 1) : List.of());
        body.add(of(scope, type, depth + 1));
        return body;
    }

    /** Sizes, growth, tests of references. */
    private Code special(Scope scope, ValueType type, int depth) {
        int memory = frame.memories().isEmpty() ? -1 : draw.below(frame.memories().size());
        boolean fits = memory >= 0 && frame.addressType(memory) == type;
        switch (draw.below(4)) {
            case 0 -> {
                if (fits) {
                    return Code.value(Opcode.MEMORY_SIZE, type, List.of(), memory);
                }
            }
            case 1 -> {
                if (fits) {
                    Code pages = draw.chance(80) ? Constants.address(type, draw.below(3)) : of(scope, type, depth + 1);
                    return Code.value(Opcode.MEMORY_GROW, type, List.of(pages), memory);
                }
            }
            case 2 -> {
                if (!frame.tables().isEmpty() && type == ValueType.I32) {
                    return Code.value(Opcode.TABLE_SIZE, type, List.of(), 0);
                }
            }
            default -> {
                if (frame.has(Topic.REFERENCES) && type == ValueType.I32) {
                    return Code.value(Opcode.REF_IS_NULL, type, List.of(of(scope, ValueType.FUNCREF, depth + 1)));
                }
            }
        }
        return operation(scope, type, depth);
    }

    private Code reference(Scope scope, ValueType type, int depth) {
        if (type.equals(ValueType.FUNCREF)) {
            switch (draw.below(6)) {
                case 0 -> {
                    return anyFunction();
                }
                case 4 -> {
                    return draw.chance(20)
                            ? Code.value(Opcode.REF_AS_NON_NULL, FUNCTION, List.of(of(scope, type, depth + 1)))
                            : nonNull(scope, depth);
                }
                case 1 -> {
                    if (!frame.tables().isEmpty()) {
                        return Code.value(Opcode.TABLE_GET, type, List.of(tableIndex(scope, depth + 1)), 0);
                    }
                }
                case 2 -> {
                    List<Code> operands = all(scope, List.of(type, type, ValueType.I32), depth + 1);
                    return Code.value(Opcode.SELECT_TYPED, type, operands, type.code());
                }
                default -> {}
            }
        }
        return type.heapType() == HeapType.FUNC || draw.chance(80) ? leaf(scope, type) : tee(scope, type, depth);
    }

    private Code anyFunction() {
        return Code.value(Opcode.REF_FUNC, FUNCTION, List.of(), draw.below(frame.functionCount()));
    }

    /** {@code br_on_non_null} out of a block that has another function to fall back on. */
    private Code nonNull(Scope scope, int depth) {
        scope.enter(List.of(FUNCTION));
        Code branch = Code.effect(Opcode.BR_ON_NON_NULL, List.of(of(scope, ValueType.FUNCREF, depth + 1)), 0);
        scope.leave();
        return Code.block(Opcode.BLOCK, List.of(FUNCTION), List.of(branch, anyFunction()));
    }

    /** Mostly within table 0. */
    Code tableIndex(Scope scope, int depth) {
        if (draw.chance(50)) {
            return Constants.i32(draw.below(draw.chance(90) ? 8 : 40));
        }
        return Code.value(Opcode.I32_AND, ValueType.I32, List.of(of(scope, ValueType.I32, depth + 1), Constants.i32(draw.chance(90) ? 7 : 31)));
    }

    private Code operation(Scope scope, ValueType type, int depth) {
        List<Opcode> candidates = frame.operations().producing(type);
        if (candidates.isEmpty()) {
            return leaf(scope, type);
        }
        Opcode op = draw.pick(candidates);
        return switch (op.shape()) {
            case LOAD, LOAD_LANE -> load(scope, op, depth);
            default -> computation(scope, op, depth);
        };
    }

    private Code load(Scope scope, Opcode op, int depth) {
        int memory = draw.below(frame.memories().size());
        List<Code> operands = new ArrayList<>();
        operands.add(addresses.address(scope, memory, depth + 1));
        long[] argument = addresses.argument(memory, op.width());
        if (op.shape() == Opcode.Shape.LOAD_LANE) {
            operands.add(of(scope, ValueType.V128, depth + 1));
            return Code.value(op, op.result(), operands, argument[0], argument[1], argument[2], draw.below(16 / op.width()));
        }
        return Code.value(op, op.result(), operands, argument);
    }

    private Code computation(Scope scope, Opcode op, int depth) {
        List<Code> operands = new ArrayList<>();
        for (int i = 0; i < op.operandCount(); i++) {
            Code operand = of(scope, op.operand(i), depth + 1);
            operands.add(NaNs.seesBits(op, i) ? Constants.canonicalFloat(scope, operand) : operand);
        }
        Trapping.tame(frame, draw, op, operands);
        Code code = switch (op.shape()) {
            case EXTRACT_LANE, REPLACE_LANE -> Code.value(op, op.result(), operands, draw.below(16 / op.width()));
            case SHUFFLE -> Code.value(op, op.result(), operands, lanes(), lanes());
            default -> Code.value(op, op.result(), operands);
        };
        return NaNs.makes(op) ? Constants.canonicalVector(scope, code, NaNs.isSingle(op)) : code;
    }

    private long lanes() {
        long lanes = 0;
        for (int i = 0; i < 8; i++) {
            lanes = (lanes << 8) | draw.below(32);
        }
        return lanes;
    }

    /** Arguments for a call. */
    List<Code> arguments(Scope scope, FunctionType type, int depth) {
        return all(scope, type.parameters(), depth + 1);
    }
}
