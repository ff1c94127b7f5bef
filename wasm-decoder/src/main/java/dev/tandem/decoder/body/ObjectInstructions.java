// SPDX-License-Identifier: Apache-2.0
package dev.tandem.decoder.body;

import dev.tandem.decoder.module.WasmModule;
import dev.tandem.decoder.type.FieldType;
import dev.tandem.decoder.type.FieldType.Storage;
import dev.tandem.decoder.type.HeapType;
import dev.tandem.decoder.type.StructType;
import dev.tandem.decoder.type.ValueType;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Garbage collected structures and unboxed integers. */
final class ObjectInstructions {
    private final ValidationState state;
    private final ArrayInstructions arrays;
    private @Nullable WasmModule module;
    /** Structure types of {@link #module} known to have defaults. */
    private final BitSet defaultable = new BitSet();

    ObjectInstructions(ValidationState state) {
        this.state = state;
        arrays = new ArrayInstructions(state);
    }

    void decode(Opcode op) {
        switch (op) {
            case STRUCT_NEW -> structNew(false);
            case STRUCT_NEW_DEFAULT -> structNew(true);
            case STRUCT_GET, STRUCT_GET_S, STRUCT_GET_U -> structGet(op);
            case STRUCT_SET -> structSet();
            case REF_I31 -> refI31();
            case I31_GET_S, I31_GET_U -> i31Get(op);
            default -> arrays.decode(op);
        }
    }

    private void structNew(boolean defaults) {
        int type = state.typeReader.typeIndex();
        StructType struct = state.typeReader.structType(type);
        if (defaults) {
            checkDefaultable(struct, type);
        } else {
            List<FieldType> fields = struct.fields();
            for (int i = fields.size() - 1; i >= 0 && !state.isBottomless(); i--) {
                state.pop(fields.get(i).type().code());
            }
        }
        if (state.live) {
            state.visitor.structNew(type, defaults);
        }
        state.push(ValueType.refCode(false, type));
    }

    /** Requires that every field has a default value; looks at a large type once, not at each of its uses. */
    @SuppressWarnings("ReferenceEquality") // the very module
    private void checkDefaultable(StructType struct, int type) {
        if (state.module != module) {
            module = state.module;
            defaultable.clear();
        }
        if (!defaultable.get(type)) {
            for (FieldType field : struct.fields()) {
                if (!field.type().isDefaultable()) {
                    throw state.invalid("field type is not defaultable: " + field.type() + " in type " + type);
                }
            }
            defaultable.set(type);
        }
    }

    private int fieldIndex(StructType type) {
        int index = state.in.u32();
        if (Integer.compareUnsigned(index, type.fields().size()) >= 0) {
            throw state.invalid("unknown field " + Integer.toUnsignedString(index));
        }
        return index;
    }

    private void structGet(Opcode op) {
        int type = state.typeReader.typeIndex();
        StructType struct = state.typeReader.structType(type);
        int index = fieldIndex(struct);
        FieldType field = struct.fields().get(index);
        checkPacking(state, field, op == Opcode.STRUCT_GET);
        state.pop(ValueType.refCode(true, type));
        if (state.live) {
            state.visitor.structGet(op, type, index);
        }
        state.push(field.type().code());
    }

    /** Only packed fields are read with a sign, and they always are. */
    static void checkPacking(ValidationState state, FieldType field, boolean plain) {
        if ((field.storage() == Storage.FULL) != plain) {
            throw state.invalid("type mismatch: field is " + (plain ? "packed" : "unpacked") + " for " + state.op);
        }
    }

    private void structSet() {
        int type = state.typeReader.typeIndex();
        StructType struct = state.typeReader.structType(type);
        int index = fieldIndex(struct);
        FieldType field = struct.fields().get(index);
        if (!field.mutable()) {
            throw state.invalid("immutable field " + index + " of type " + type);
        }
        state.pop(field.type().code());
        state.pop(ValueType.refCode(true, type));
        if (state.live) {
            state.visitor.structSet(type, index);
        }
    }

    private void refI31() {
        state.pop(ValueType.I32.code());
        if (state.live) {
            state.visitor.refI31();
        }
        state.push(ValueType.refCode(false, HeapType.I31));
    }

    private void i31Get(Opcode op) {
        state.pop(ValueType.refCode(true, HeapType.I31));
        if (state.live) {
            state.visitor.i31Get(op);
        }
        state.push(ValueType.I32.code());
    }
}
