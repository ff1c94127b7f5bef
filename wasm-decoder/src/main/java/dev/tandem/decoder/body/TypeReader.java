// SPDX-License-Identifier: Apache-2.0
package dev.tandem.decoder.body;

import dev.tandem.decoder.Feature;
import dev.tandem.decoder.type.ArrayType;
import dev.tandem.decoder.type.CompositeType;
import dev.tandem.decoder.type.FunctionType;
import dev.tandem.decoder.type.HeapType;
import dev.tandem.decoder.type.StructType;
import dev.tandem.decoder.type.ValueType;

/** Reads the types that instructions carry. Type indices leave it canonical. */
final class TypeReader {
    private static final int EMPTY_BLOCK = 0x40;
    private static final int REF = 0x64;
    private static final int REF_NULL = 0x63;

    private final ValidationState state;

    TypeReader(ValidationState state) {
        this.state = state;
    }

    /** The code of a value type. */
    int valueType() {
        int first = state.in.u8();
        return switch (first) {
            case 0x7F -> ValueType.I32.code();
            case 0x7E -> ValueType.I64.code();
            case 0x7D -> ValueType.F32.code();
            case 0x7C -> ValueType.F64.code();
            case 0x7B -> {
                state.use(Feature.SIMD);
                yield ValueType.V128.code();
            }
            case REF, REF_NULL -> {
                state.use(Feature.FUNCTION_REFERENCES);
                yield ValueType.refCode(first == REF_NULL, heapType());
            }
            default -> ValueType.refCode(true, abstractHeapType(first));
        };
    }

    /** The code of a heap type. */
    int heapType() {
        CodeReader in = state.in;
        if (in.position < in.end && (in.bytes[in.position] & 0xC0) == 0x40) {
            return abstractHeapType(in.u8());
        }
        long index = in.s33();
        if (index < 0) {
            throw in.malformed("malformed heap type");
        }
        state.use(Feature.FUNCTION_REFERENCES);
        return canonical(index);
    }

    private int abstractHeapType(int code) {
        int heapType =
                switch (code) {
                    case 0x70 -> HeapType.FUNC;
                    case 0x6F -> HeapType.EXTERN;
                    case 0x6E -> HeapType.ANY;
                    case 0x6D -> HeapType.EQ;
                    case 0x6C -> HeapType.I31;
                    case 0x6B -> HeapType.STRUCT;
                    case 0x6A -> HeapType.ARRAY;
                    case 0x69 -> HeapType.EXN;
                    case 0x71 -> HeapType.NONE;
                    case 0x72 -> HeapType.NOEXTERN;
                    case 0x73 -> HeapType.NOFUNC;
                    case 0x74 -> HeapType.NOEXN;
                    default -> throw state.in.malformed("malformed value or heap type 0x" + Integer.toHexString(code));
                };
        state.use(
                switch (heapType) {
                    case HeapType.FUNC, HeapType.EXTERN -> Feature.REFERENCE_TYPES;
                    case HeapType.EXN, HeapType.NOEXN -> Feature.EXCEPTIONS;
                    default -> Feature.GC;
                });
        return heapType;
    }

    /** The signature of a block. */
    Signature blockType() {
        CodeReader in = state.in;
        if (in.position < in.end) {
            int first = in.bytes[in.position];
            if (first == EMPTY_BLOCK) {
                in.position++;
                return state.signatures.ofResult(ValueType.BOTTOM_CODE);
            }
            if ((first & 0xC0) == 0x40) {
                return state.signatures.ofResult(valueType());
            }
        }
        long index = in.s33();
        if (index < 0) {
            throw in.malformed("malformed block type");
        }
        state.use(Feature.MULTI_VALUE);
        return functionType(canonical(index));
    }

    /** Reads the index of a type definition. */
    int typeIndex() {
        return canonical(state.in.u32() & 0xFFFF_FFFFL);
    }

    private int canonical(long index) {
        if (index >= state.types.size()) {
            throw state.invalid("unknown type " + index);
        }
        return state.types.canonical((int) index);
    }

    /** The signature of the function type at a canonical index. */
    Signature functionType(int index) {
        if (!(composite(index) instanceof FunctionType)) {
            throw state.invalid("type " + index + " is not a function type");
        }
        return state.signatures.ofType(state.types, index);
    }

    /** The structure type at a canonical index. */
    StructType structType(int index) {
        if (composite(index) instanceof StructType type) {
            return type;
        }
        throw state.invalid("type mismatch: type " + index + " is not a structure type");
    }

    /** The array type at a canonical index. */
    ArrayType arrayType(int index) {
        if (composite(index) instanceof ArrayType type) {
            return type;
        }
        throw state.invalid("type mismatch: type " + index + " is not an array type");
    }

    private CompositeType composite(int index) {
        return state.types.get(index).composite();
    }
}
