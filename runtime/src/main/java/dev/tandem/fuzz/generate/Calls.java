// SPDX-License-Identifier: Apache-2.0
package dev.tandem.fuzz.generate;

import dev.tandem.decoder.body.Opcode;
import dev.tandem.decoder.type.FunctionType;
import dev.tandem.decoder.type.ValueType;
import dev.tandem.fuzz.module.Code;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes calls: direct, through the table, through references, to the host, as tail calls. */
final class Calls {
    private final Frame frame;
    private final Draw draw;
    private final Expressions expressions;

    Calls(Frame frame, Draw draw, Expressions expressions) {
        this.frame = frame;
        this.draw = draw;
        this.expressions = expressions;
    }

    /** A call with one result of that type. */
    Optional<Code> value(Scope scope, ValueType type, int depth) {
        return call(scope, List.of(type), depth, false);
    }

    /** A call in place of a return, if some function has the results of this one. */
    Optional<Code> tail(Scope scope, int depth) {
        return call(scope, scope.type().results(), depth, true);
    }

    /** A call of any function, with its results stored in locals or dropped. */
    List<Code> statement(Scope scope, int depth) {
        FunctionType type = frame.functionType(draw.below(frame.functionCount()));
        if (type.resultCount() > 1 && !frame.has(Topic.MULTI_VALUE)) {
            return List.of();
        }
        List<Code> codes = new ArrayList<>();
        call(scope, type.results(), depth, false).ifPresent(codes::add);
        if (!codes.isEmpty()) {
            store(scope, type.results(), codes);
        }
        return codes;
    }

    /** Takes values from the stack, last first. */
    void store(Scope scope, List<ValueType> types, List<Code> codes) {
        for (ValueType type : types.reversed()) {
            List<Integer> locals = scope.locals(type, true);
            codes.add(
                    locals.isEmpty() || draw.chance(20)
                            ? Code.effect(Opcode.DROP, List.of())
                            : Code.effect(Opcode.LOCAL_SET, List.of(), draw.pick(locals)));
        }
    }

    private Optional<Code> call(Scope scope, List<ValueType> results, int depth, boolean tail) {
        List<Integer> candidates = new ArrayList<>();
        for (int i = frame.has(Topic.HOST_CALLS) ? 0 : frame.imports().size(); i < frame.functionCount(); i++) {
            if (frame.functionType(i).results().equals(results)) {
                candidates.add(i);
            }
        }
        if (candidates.isEmpty()) {
            return Optional.empty();
        }
        int function = draw.pick(candidates);
        FunctionType type = frame.functionType(function);
        List<Code> operands = new ArrayList<>(expressions.arguments(scope, type, depth));
        boolean indirect = frame.has(Topic.INDIRECT_CALLS) && !frame.tables().isEmpty() && draw.chance(50);
        boolean reference = !indirect && frame.has(Topic.REFERENCES) && draw.chance(40);
        int typeIndex = frame.typeOf(function);
        if (indirect) {
            operands.add(expressions.tableIndex(scope, depth + 1));
            return Optional.of(make(tail ? Opcode.RETURN_CALL_INDIRECT : Opcode.CALL_INDIRECT, results, tail, operands, typeIndex, 0));
        } else if (reference) {
            ValueType exact = ValueType.ref(false, typeIndex);
            operands.add(draw.chance(95)
                    ? Code.value(Opcode.REF_FUNC, exact, List.of(), function)
                    : Code.value(Opcode.REF_NULL, ValueType.ref(true, typeIndex), List.of(), typeIndex));
            return Optional.of(make(tail ? Opcode.RETURN_CALL_REF : Opcode.CALL_REF, results, tail, operands, typeIndex));
        }
        return Optional.of(make(tail ? Opcode.RETURN_CALL : Opcode.CALL, results, tail, operands, function));
    }

    private static Code make(Opcode op, List<ValueType> results, boolean tail, List<Code> operands, long... immediates) {
        return Code.values(op, tail ? List.of() : results, operands, immediates);
    }
}
