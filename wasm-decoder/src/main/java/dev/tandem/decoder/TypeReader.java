// SPDX-License-Identifier: Apache-2.0
package dev.tandem.decoder;

import dev.tandem.decoder.type.FieldType;
import dev.tandem.decoder.type.FunctionType;
import dev.tandem.decoder.type.GlobalType;
import dev.tandem.decoder.type.HeapType;
import dev.tandem.decoder.type.Limits;
import dev.tandem.decoder.type.MemoryType;
import dev.tandem.decoder.type.TableType;
import dev.tandem.decoder.type.TagType;
import dev.tandem.decoder.type.ValueType;

/** Reads types as they stand in sections. Type indices come out canonical. */
final class TypeReader {
    static final int REF = 0x64;
    static final int REF_NULL = 0x63;

    private static final int HAS_MAXIMUM = 1;
    private static final int SHARED = 2;
    private static final int IS_64 = 4;

    private static final long MAX_PAGES_32 = 1L << 16;
    private static final long MAX_PAGES_64 = 1L << 48;
    private static final long MAX_ELEMENTS_32 = (1L << 32) - 1;

    private final ByteReader in;
    private final TypeTable types;
    private final FeatureUse features;

    TypeReader(ByteReader in, TypeTable types, FeatureUse features) {
        this.in = in;
        this.types = types;
        this.features = features;
    }

    ValueType valueType() {
        return valueType(types.size());
    }

    /** @param bound type indices below it exist */
    private ValueType valueType(int bound) {
        int offset = in.offset();
        ValueType simple = switch (in.peek()) {
            case 0x7F -> ValueType.I32;
            case 0x7E -> ValueType.I64;
            case 0x7D -> ValueType.F32;
            case 0x7C -> ValueType.F64;
            case 0x7B -> ValueType.V128;
            default -> ValueType.BOTTOM;
        };
        if (simple != ValueType.BOTTOM) {
            if (simple == ValueType.V128) {
                features.require(Feature.SIMD, offset);
            }
            in.u8();
            return simple;
        }
        ValueType type = referenceType(bound);
        if (type == ValueType.FUNCREF) {
            features.require(Feature.REFERENCE_TYPES, offset);
        }
        return type;
    }

    ValueType referenceType() {
        return referenceType(types.size());
    }

    private ValueType referenceType(int bound) {
        int offset = in.offset();
        int form = in.peek();
        if (form == REF || form == REF_NULL) {
            features.require(Feature.FUNCTION_REFERENCES, offset);
            in.u8();
            return ValueType.ref(form == REF_NULL, heapType(bound));
        }
        int heap = abstractHeapType(in.u8(), offset);
        if (heap == 0) {
            throw WasmFormatException.malformed("malformed value type 0x" + Integer.toHexString(form), offset);
        }
        return ValueType.ref(true, heap);
    }

    private int heapType(int bound) {
        int offset = in.offset();
        int heap = abstractHeapType(in.peek(), offset);
        if (heap != 0) {
            in.u8();
            return heap;
        }
        long index = in.s33();
        if (index < 0) {
            throw WasmFormatException.malformed("malformed heap type", offset);
        }
        return canonical(index, bound, offset);
    }

    /** The heap type with that one-byte code, or 0. */
    private int abstractHeapType(int code, int offset) {
        int heap = switch (code) {
            case 0x74 -> HeapType.NOEXN;
            case 0x73 -> HeapType.NOFUNC;
            case 0x72 -> HeapType.NOEXTERN;
            case 0x71 -> HeapType.NONE;
            case 0x70 -> HeapType.FUNC;
            case 0x6F -> HeapType.EXTERN;
            case 0x6E -> HeapType.ANY;
            case 0x6D -> HeapType.EQ;
            case 0x6C -> HeapType.I31;
            case 0x6B -> HeapType.STRUCT;
            case 0x6A -> HeapType.ARRAY;
            case 0x69 -> HeapType.EXN;
            default -> 0;
        };
        switch (heap) {
            case 0, HeapType.FUNC -> {}
            case HeapType.EXTERN -> features.require(Feature.REFERENCE_TYPES, offset);
            case HeapType.EXN, HeapType.NOEXN -> features.require(Feature.EXCEPTIONS, offset);
            default -> features.require(Feature.GC, offset);
        }
        return heap;
    }

    /** Index of a type as references into the group being decoded still have it: canonical only below that group. */
    private int canonical(long index, int bound, int offset) {
        if (index >= bound) {
            throw WasmFormatException.invalid("unknown type " + index, offset);
        }
        return index < types.size() ? types.canonical((int) index) : (int) index;
    }

    /** A type index used as supertype: below that of the subtype. */
    int supertypeIndex(int subtype) {
        int offset = in.offset();
        return canonical(Integer.toUnsignedLong(in.u32()), subtype, offset);
    }

    /** A field type inside a recursion group that ends before {@code groupEnd}. */
    FieldType fieldType(int groupEnd) {
        FieldType.Storage storage = switch (in.peek()) {
            case 0x78 -> FieldType.Storage.I8;
            case 0x77 -> FieldType.Storage.I16;
            default -> FieldType.Storage.FULL;
        };
        ValueType type;
        if (storage == FieldType.Storage.FULL) {
            type = valueType(groupEnd);
        } else {
            in.u8();
            type = ValueType.I32;
        }
        return new FieldType(type, storage, mutability());
    }

    /** The parameters or results of a function type inside a recursion group that ends before {@code groupEnd}. */
    ValueType[] valueTypes(int groupEnd, int limit, String what) {
        ValueType[] list = new ValueType[in.count(limit, what)];
        for (int i = 0; i < list.length; i++) {
            list[i] = valueType(groupEnd);
        }
        return list;
    }

    private boolean mutability() {
        int flag = in.u8();
        if (flag > 1) {
            throw WasmFormatException.malformed("malformed mutability", in.offset() - 1);
        }
        return flag == 1;
    }

    GlobalType globalType() {
        ValueType type = valueType();
        return new GlobalType(type, mutability());
    }

    /** Canonical index of a function type. */
    int functionTypeIndex() {
        int offset = in.offset();
        int index = canonical(Integer.toUnsignedLong(in.u32()), types.size(), offset);
        if (!(types.get(index).composite() instanceof FunctionType)) {
            throw WasmFormatException.invalid("type " + index + " is not a function type", offset);
        }
        return index;
    }

    TagType tagType() {
        int offset = in.offset();
        if (in.u8() != 0) {
            throw WasmFormatException.malformed("malformed tag attribute", offset);
        }
        int index = functionTypeIndex();
        if (types.function(index).resultCount() > 0) {
            throw WasmFormatException.invalid("non-empty tag result type", offset + 1);
        }
        return new TagType(index);
    }

    TableType tableType() {
        ValueType element = referenceType();
        int offset = in.offset();
        int flags = in.u8();
        if ((flags & ~(HAS_MAXIMUM | IS_64)) != 0) {
            throw WasmFormatException.malformed("malformed table limits flags", offset);
        }
        Limits limits = limits(flags, offset);
        check(limits, limits.is64() ? Limits.UNBOUNDED : MAX_ELEMENTS_32, "table size", offset);
        return new TableType(element, limits);
    }

    MemoryType memoryType() {
        int offset = in.offset();
        int flags = in.u8();
        if ((flags & ~(HAS_MAXIMUM | SHARED | IS_64)) != 0) {
            throw WasmFormatException.malformed("malformed memory limits flags", offset);
        }
        boolean shared = (flags & SHARED) != 0;
        if (shared) {
            features.require(Feature.THREADS, offset);
            if ((flags & HAS_MAXIMUM) == 0) {
                throw WasmFormatException.invalid("shared memory must have maximum", offset);
            }
        }
        Limits limits = limits(flags, offset);
        check(limits, limits.is64() ? MAX_PAGES_64 : MAX_PAGES_32, "memory size in pages", offset);
        return new MemoryType(limits, shared);
    }

    private Limits limits(int flags, int offset) {
        boolean is64 = (flags & IS_64) != 0;
        if (is64) {
            features.require(Feature.MEMORY64, offset);
        }
        long minimum = limit(is64);
        return new Limits(minimum, (flags & HAS_MAXIMUM) != 0 ? limit(is64) : Limits.UNBOUNDED, is64);
    }

    /**
     * Since 3.0 the numbers have 64 bits for either address type, so that one too large for 32 bits is invalid, not malformed. That they then may
     * have more than the 5 bytes of a 32-bit number contradicts the tests of the earlier standards, and engines: it is not allowed here.
     */
    private long limit(boolean is64) {
        return is64 ? in.u64() : in.u64(5);
    }

    private static void check(Limits limits, long bound, String what, int offset) {
        if (Long.compareUnsigned(limits.minimum(), bound) > 0
                || (limits.hasMaximum() && Long.compareUnsigned(limits.maximum(), bound) > 0)) {
            throw WasmFormatException.invalid(what + " must be at most " + Long.toUnsignedString(bound), offset);
        }
        if (Long.compareUnsigned(limits.minimum(), limits.maximum()) > 0) {
            throw WasmFormatException.invalid(what + ": minimum must not be greater than maximum", offset);
        }
    }
}
