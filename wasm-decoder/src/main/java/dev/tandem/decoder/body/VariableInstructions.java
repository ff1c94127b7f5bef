// SPDX-License-Identifier: Apache-2.0
package dev.tandem.decoder.body;

import dev.tandem.decoder.Feature;
import dev.tandem.decoder.type.GlobalType;
import dev.tandem.decoder.type.ValueType;
import java.util.List;

/** Locals, globals, {@code drop} and {@code select}. */
final class VariableInstructions {
    private final ValidationState state;

    VariableInstructions(ValidationState state) {
        this.state = state;
    }

    void decode(Opcode op) {
        switch (op) {
            case DROP -> drop();
            case SELECT -> select();
            case SELECT_TYPED -> selectTyped();
            case LOCAL_GET -> localGet();
            case LOCAL_SET -> localSet();
            case LOCAL_TEE -> localTee();
            case GLOBAL_GET -> globalGet();
            case GLOBAL_SET -> globalSet();
            default -> throw new AssertionError(op);
        }
    }

    private void drop() {
        int type = state.pop();
        if (state.live) {
            state.visitor.drop(ValueType.of(type));
        }
    }

    private void select() {
        state.pop(ValueType.I32.code());
        int second = state.pop();
        int first = state.pop();
        if (ValueType.isReference(first) || ValueType.isReference(second)) {
            throw state.invalid("type mismatch: select without a type can't choose references");
        }
        if (first != second && first != ValueType.BOTTOM_CODE && second != ValueType.BOTTOM_CODE) {
            throw state.invalid("type mismatch: select of " + ValueType.of(first) + " and " + ValueType.of(second));
        }
        int type = first == ValueType.BOTTOM_CODE ? second : first;
        if (state.live) {
            state.visitor.select(ValueType.of(type));
        }
        state.push(type);
    }

    private void selectTyped() {
        int count = state.in.u32();
        if (count != 1) {
            throw state.invalid("invalid result arity: select has one result, not " + Integer.toUnsignedString(count));
        }
        int type = state.typeReader.valueType();
        state.pop(ValueType.I32.code());
        state.pop(type);
        state.pop(type);
        if (state.live) {
            state.visitor.select(ValueType.of(type));
        }
        state.push(type);
    }

    private int local() {
        int index = state.in.u32();
        if (Integer.compareUnsigned(index, state.locals.count()) >= 0) {
            throw state.invalid("unknown local " + Integer.toUnsignedString(index));
        }
        return index;
    }

    private void localGet() {
        int index = local();
        if (!state.locals.isSet(index)) {
            throw state.invalid("uninitialized local " + index);
        }
        int type = state.locals.type(index);
        if (state.live) {
            state.visitor.localGet(index, ValueType.of(type));
        }
        state.push(type);
    }

    private void localSet() {
        int index = local();
        int type = state.locals.type(index);
        state.pop(type);
        state.locals.set(index);
        if (state.live) {
            state.visitor.localSet(index, ValueType.of(type));
        }
    }

    private void localTee() {
        int index = local();
        int type = state.locals.type(index);
        state.pop(type);
        state.locals.set(index);
        if (state.live) {
            state.visitor.localTee(index, ValueType.of(type));
        }
        state.push(type);
    }

    private int global(List<GlobalType> globals) {
        int index = state.in.u32();
        if (Integer.compareUnsigned(index, globals.size()) >= 0) {
            throw state.invalid("unknown global " + Integer.toUnsignedString(index));
        }
        return index;
    }

    private void globalGet() {
        List<GlobalType> globals = state.module.globals();
        int index = global(globals);
        ValueType type = globals.get(index).type();
        if (state.live) {
            state.visitor.globalGet(index, type);
        }
        state.push(type.code());
    }

    /** {@code global.get} in a constant expression: only of what is constant and known before. */
    void constantGlobalGet() {
        List<GlobalType> globals = state.module.globals();
        int index = global(globals);
        if (index >= state.module.importedGlobalCount()) {
            if (!state.accepts(Feature.GC)) {
                throw state.invalid("unknown global " + index + ": constant expressions read imported globals only");
            }
            state.use(Feature.GC);
        }
        if (globals.get(index).mutable()) {
            throw state.invalid("constant expression required: global " + index + " is mutable");
        }
        ValueType type = globals.get(index).type();
        if (state.live) {
            state.visitor.globalGet(index, type);
        }
        state.push(type.code());
    }

    private void globalSet() {
        List<GlobalType> globals = state.module.globals();
        int index = global(globals);
        GlobalType global = globals.get(index);
        if (!global.mutable()) {
            throw state.invalid("immutable global " + index);
        }
        state.pop(global.type().code());
        if (state.facts != null) {
            state.facts.setsGlobal(index);
        }
        if (state.live) {
            state.visitor.globalSet(index, global.type());
        }
    }
}
