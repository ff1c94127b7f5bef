// SPDX-License-Identifier: Apache-2.0
package dev.tandem.decoder.body;

import dev.tandem.decoder.WasmFormatException.Kind;
import dev.tandem.decoder.type.HeapType;
import dev.tandem.decoder.type.ValueType;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/** References: null, functions, casts and the branches on them. */
final class ReferenceInstructions {
    private final ValidationState state;
    /** In constant expressions, which declare functions: who hears of them. */
    private final @Nullable IntConsumer declarations;

    ReferenceInstructions(ValidationState state, @Nullable IntConsumer declarations) {
        this.state = state;
        this.declarations = declarations;
    }

    void decode(Opcode op) {
        switch (op) {
            case REF_NULL -> refNull();
            case REF_IS_NULL -> refIsNull();
            case REF_FUNC -> refFunc();
            case REF_EQ -> refEq();
            case REF_AS_NON_NULL -> refAsNonNull();
            case BR_ON_NULL -> brOnNull();
            case BR_ON_NON_NULL -> brOnNonNull();
            case REF_TEST -> refTest(false);
            case REF_TEST_NULL -> refTest(true);
            case REF_CAST -> refCast(false);
            case REF_CAST_NULL -> refCast(true);
            case BR_ON_CAST -> brOnCast(false);
            case BR_ON_CAST_FAIL -> brOnCast(true);
            case ANY_CONVERT_EXTERN -> convert(HeapType.EXTERN, HeapType.ANY);
            case EXTERN_CONVERT_ANY -> convert(HeapType.ANY, HeapType.EXTERN);
            default -> throw new AssertionError(op);
        }
    }

    private static int nonNull(int reference) {
        return ValueType.refCode(false, ValueType.heapType(reference));
    }

    private void refNull() {
        int type = ValueType.refCode(true, state.typeReader.heapType());
        if (state.live) {
            state.visitor.refNull(ValueType.of(type));
        }
        state.push(type);
    }

    private void refIsNull() {
        state.popReference();
        if (state.live) {
            state.visitor.refIsNull();
        }
        state.push(ValueType.I32.code());
    }

    private void refFunc() {
        int function = CallInstructions.function(state);
        if (declarations != null) {
            declarations.accept(function);
        } else if (!state.module.isDeclaredReference(function)) {
            throw state.invalid("undeclared function reference " + function);
        }
        if (state.live) {
            state.visitor.refFunc(function);
        }
        state.push(ValueType.refCode(false, state.module.functionTypeIndex(function)));
    }

    private void refEq() {
        int eq = ValueType.refCode(true, HeapType.EQ);
        state.pop(eq);
        state.pop(eq);
        if (state.live) {
            state.visitor.refEq();
        }
        state.push(ValueType.I32.code());
    }

    private void refAsNonNull() {
        int type = state.popReference();
        if (state.live) {
            state.visitor.refAsNonNull();
        }
        state.push(nonNull(type));
    }

    private void brOnNull() {
        Label target = state.label();
        int type = state.popReference();
        int[] types = target.branchTypes();
        state.pop(types);
        if (state.live) {
            state.visitor.brOnNull(target);
        }
        state.push(types);
        state.push(nonNull(type));
    }

    private void brOnNonNull() {
        Label target = state.label();
        int[] types = target.branchTypes();
        int last = lastReference(types);
        int type = state.popReference();
        state.check(nonNull(type), last);
        popAllButLast(types);
        if (state.live) {
            state.visitor.brOnNonNull(target);
        }
        pushAllButLast(types);
    }

    /** The reference that a branch carries on top. */
    private int lastReference(int[] types) {
        if (types.length == 0 || !ValueType.isReference(types[types.length - 1])) {
            throw state.invalid("type mismatch: the target of " + state.op + " must take a reference last");
        }
        return types[types.length - 1];
    }

    private void popAllButLast(int[] types) {
        for (int i = types.length - 2; i >= 0; i--) {
            state.pop(types[i]);
        }
    }

    private void pushAllButLast(int[] types) {
        for (int i = 0; i < types.length - 1; i++) {
            state.push(types[i]);
        }
    }

    private void refTest(boolean nullable) {
        int type = ValueType.refCode(nullable, state.typeReader.heapType());
        popOfSameHierarchy(type);
        if (state.live) {
            state.visitor.refTest(ValueType.of(type));
        }
        state.push(ValueType.I32.code());
    }

    private void refCast(boolean nullable) {
        int type = ValueType.refCode(nullable, state.typeReader.heapType());
        popOfSameHierarchy(type);
        if (state.live) {
            state.visitor.refCast(ValueType.of(type));
        }
        state.push(type);
    }

    private void popOfSameHierarchy(int type) {
        int heapType = ValueType.heapType(type);
        int topType =
                state.types.isHeapSubtype(heapType, HeapType.ANY) ? HeapType.ANY
                        : state.types.isHeapSubtype(heapType, HeapType.FUNC) ? HeapType.FUNC
                                : state.types.isHeapSubtype(heapType, HeapType.EXTERN) ? HeapType.EXTERN : HeapType.EXN;
        state.pop(ValueType.refCode(true, topType));
    }

    private void brOnCast(boolean onFail) {
        int flags = state.in.u8();
        if (flags > 3) {
            throw state.error(Kind.MALFORMED, "malformed cast flags");
        }
        Label target = state.label();
        int from = ValueType.refCode((flags & 1) != 0, state.typeReader.heapType());
        int to = ValueType.refCode((flags & 2) != 0, state.typeReader.heapType());
        state.check(to, from);
        // What is left of the source type when the cast fails: null only if the cast does not take it.
        int rest = ValueType.isNullable(to) ? nonNull(from) : from;
        int[] types = target.branchTypes();
        state.check(onFail ? rest : to, lastReference(types));
        state.pop(from);
        popAllButLast(types);
        if (state.live) {
            state.visitor.brOnCast(onFail, target, ValueType.of(from), ValueType.of(to));
        }
        pushAllButLast(types);
        state.push(onFail ? to : rest);
    }

    private void convert(int from, int to) {
        int operand = state.popReference();
        state.check(operand, ValueType.refCode(true, from));
        if (state.live) {
            if (to == HeapType.ANY) {
                state.visitor.anyConvertExtern();
            } else {
                state.visitor.externConvertAny();
            }
        }
        state.push(ValueType.refCode(ValueType.isNullable(operand), to));
    }
}
