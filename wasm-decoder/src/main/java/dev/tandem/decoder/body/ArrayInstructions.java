// SPDX-License-Identifier: Apache-2.0
package dev.tandem.decoder.body;

import dev.tandem.decoder.WasmFormatException.Kind;
import dev.tandem.decoder.type.FieldType;
import dev.tandem.decoder.type.HeapType;
import dev.tandem.decoder.type.ValueType;

/** Garbage collected arrays. */
final class ArrayInstructions {
    private final ValidationState state;

    ArrayInstructions(ValidationState state) {
        this.state = state;
    }

    void decode(Opcode op) {
        switch (op) {
            case ARRAY_NEW -> create(false);
            case ARRAY_NEW_DEFAULT -> create(true);
            case ARRAY_NEW_FIXED -> createFixed();
            case ARRAY_NEW_DATA -> createFromData();
            case ARRAY_NEW_ELEM -> createFromElements();
            case ARRAY_GET, ARRAY_GET_S, ARRAY_GET_U -> get(op);
            case ARRAY_SET -> set();
            case ARRAY_LEN -> length();
            case ARRAY_FILL -> fill();
            case ARRAY_COPY -> copy();
            case ARRAY_INIT_DATA -> initFromData();
            case ARRAY_INIT_ELEM -> initFromElements();
            default -> throw new AssertionError(op);
        }
    }

    private FieldType element(int type) {
        return state.typeReader.arrayType(type).element();
    }

    private FieldType mutableElement(int type) {
        FieldType element = element(type);
        if (!element.mutable()) {
            throw state.invalid("immutable array type " + type);
        }
        return element;
    }

    private void popI32(int count) {
        for (int i = 0; i < count; i++) {
            state.pop(ValueType.I32.code());
        }
    }

    private void popArray(int type) {
        state.pop(ValueType.refCode(true, type));
    }

    private void pushArray(int type) {
        state.push(ValueType.refCode(false, type));
    }

    private void create(boolean defaults) {
        int type = state.typeReader.typeIndex();
        ValueType element = element(type).type();
        popI32(1);
        if (!defaults) {
            state.pop(element.code());
        } else if (!element.isDefaultable()) {
            throw state.invalid("array type is not defaultable: type " + type);
        }
        if (state.live) {
            state.visitor.arrayNew(type, defaults);
        }
        pushArray(type);
    }

    private void createFixed() {
        int type = state.typeReader.typeIndex();
        int element = element(type).type().code();
        int size = state.in.u32();
        if (Integer.compareUnsigned(size, state.limits.fixedArrayElements()) > 0) {
            throw state.error(Kind.LIMIT, "array.new_fixed of more than " + state.limits.fixedArrayElements() + " elements");
        }
        for (int i = 0; i < size && !state.isBottomless(); i++) {
            state.pop(element);
        }
        if (state.live) {
            state.visitor.arrayNewFixed(type, size);
        }
        pushArray(type);
    }

    /** Requires elements that bytes can fill. */
    private void checkNumeric(FieldType element, int type) {
        if (element.type().isReference()) {
            throw state.invalid("array type is not numeric or vector: type " + type);
        }
    }

    /** Requires that elements of the segment can be stored in the array. */
    private void checkSegment(int segment, FieldType element) {
        int actual = state.module.elements().get(segment).type().code();
        if (!state.matches(actual, element.type().code())) {
            throw state.invalid("type mismatch: elements of segment " + segment + " in an array of " + element.type());
        }
    }

    private void createFromData() {
        int type = state.typeReader.typeIndex();
        checkNumeric(element(type), type);
        int data = MemoryInstructions.dataIndex(state);
        popI32(2);
        if (state.live) {
            state.visitor.arrayNewData(type, data);
        }
        pushArray(type);
    }

    private void createFromElements() {
        int type = state.typeReader.typeIndex();
        FieldType element = element(type);
        int segment = TableInstructions.elementIndex(state);
        checkSegment(segment, element);
        popI32(2);
        if (state.live) {
            state.visitor.arrayNewElem(type, segment);
        }
        pushArray(type);
    }

    private void get(Opcode op) {
        int type = state.typeReader.typeIndex();
        FieldType element = element(type);
        ObjectInstructions.checkPacking(state, element, op == Opcode.ARRAY_GET);
        popI32(1);
        popArray(type);
        if (state.live) {
            state.visitor.arrayGet(op, type);
        }
        state.push(element.type().code());
    }

    private void set() {
        int type = state.typeReader.typeIndex();
        FieldType element = mutableElement(type);
        state.pop(element.type().code());
        popI32(1);
        popArray(type);
        if (state.live) {
            state.visitor.arraySet(type);
        }
    }

    private void length() {
        state.pop(ValueType.refCode(true, HeapType.ARRAY));
        if (state.live) {
            state.visitor.arrayLen();
        }
        state.push(ValueType.I32.code());
    }

    private void fill() {
        int type = state.typeReader.typeIndex();
        FieldType element = mutableElement(type);
        popI32(1);
        state.pop(element.type().code());
        popI32(1);
        popArray(type);
        if (state.live) {
            state.visitor.arrayFill(type);
        }
    }

    private void copy() {
        int destination = state.typeReader.typeIndex();
        int source = state.typeReader.typeIndex();
        FieldType to = mutableElement(destination);
        FieldType from = element(source);
        if (from.storage() != to.storage() || !state.matches(from.type().code(), to.type().code())) {
            throw state.invalid("array types do not match: " + from.type() + " copied to " + to.type());
        }
        popI32(2);
        popArray(source);
        popI32(1);
        popArray(destination);
        if (state.live) {
            state.visitor.arrayCopy(destination, source);
        }
    }

    private void initFromData() {
        int type = state.typeReader.typeIndex();
        checkNumeric(mutableElement(type), type);
        int data = MemoryInstructions.dataIndex(state);
        popI32(3);
        popArray(type);
        if (state.live) {
            state.visitor.arrayInitData(type, data);
        }
    }

    private void initFromElements() {
        int type = state.typeReader.typeIndex();
        FieldType element = mutableElement(type);
        int segment = TableInstructions.elementIndex(state);
        checkSegment(segment, element);
        popI32(3);
        popArray(type);
        if (state.live) {
            state.visitor.arrayInitElem(type, segment);
        }
    }
}
