// SPDX-License-Identifier: Apache-2.0
package dev.tandem.decoder.type;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * A value type: number, vector or reference. Interned, so that {@code ==} is equality.
 *
 * <p>Each has an {@code int} {@linkplain #code() code}; the validator works on codes alone. Number and vector types have the codes
 * 1 to 5; a reference type packs nullability and {@linkplain HeapType heap type}. Type indices inside are relative to one module.
 */
public final class ValueType {
    /** Code of the operand that unreachable code may pop as any type. */
    public static final int BOTTOM_CODE = 0;

    private static final int REFERENCE = 1 << 30;
    private static final int NULLABLE = 1 << 29;
    private static final int HEAP_MASK = NULLABLE - 1;
    /** Heap codes are stored with this bias, so that the negative abstract ones fit in unsigned bits. */
    private static final int HEAP_BIAS = 64;

    private static final ValueType[] SIMPLE = new ValueType[6];
    private static final ConcurrentMap<Integer, ValueType> REFERENCES = new ConcurrentHashMap<>();

    /** The type of no value: what an unreachable operand has. */
    public static final ValueType BOTTOM = simple(BOTTOM_CODE, "bot");
    public static final ValueType I32 = simple(1, "i32");
    public static final ValueType I64 = simple(2, "i64");
    public static final ValueType F32 = simple(3, "f32");
    public static final ValueType F64 = simple(4, "f64");
    public static final ValueType V128 = simple(5, "v128");
    public static final ValueType FUNCREF = ref(true, HeapType.FUNC);
    public static final ValueType EXTERNREF = ref(true, HeapType.EXTERN);
    public static final ValueType EXNREF = ref(true, HeapType.EXN);
    public static final ValueType ANYREF = ref(true, HeapType.ANY);

    private final int code;
    private final String name;

    private ValueType(int code, String name) {
        this.code = code;
        this.name = name;
    }

    private static ValueType simple(int code, String name) {
        ValueType type = new ValueType(code, name);
        SIMPLE[code] = type;
        return type;
    }

    /** The reference type to {@code heapType}, a code of {@link HeapType}. */
    public static ValueType ref(boolean nullable, int heapType) {
        return of(refCode(nullable, heapType));
    }

    /** The type with the given code. */
    public static ValueType of(int code) {
        return code < SIMPLE.length ? SIMPLE[code] : REFERENCES.computeIfAbsent(code, ValueType::reference);
    }

    private static ValueType reference(int code) {
        String heap = HeapType.name(heapType(code));
        return new ValueType(code, isNullable(code) ? "(ref null " + heap + ")" : "(ref " + heap + ")");
    }

    public static int refCode(boolean nullable, int heapType) {
        return REFERENCE | (nullable ? NULLABLE : 0) | (heapType + HEAP_BIAS);
    }

    public static boolean isReference(int code) {
        return (code & REFERENCE) != 0;
    }

    public static boolean isNullable(int code) {
        return (code & NULLABLE) != 0;
    }

    /** The heap type of a reference type's code. */
    public static int heapType(int code) {
        return (code & HEAP_MASK) - HEAP_BIAS;
    }

    /** The code by which validator and compilers compare types. */
    public int code() {
        return code;
    }

    public boolean isReference() {
        return isReference(code);
    }

    /** Whether this is a reference type that includes null. */
    public boolean isNullable() {
        return isNullable(code);
    }

    /** The {@linkplain HeapType heap type} of a reference type. */
    public int heapType() {
        return heapType(code);
    }

    /** Whether a local of this type has a default value, and so may be read before it is set. */
    public boolean isDefaultable() {
        return !isReference() || isNullable();
    }

    /** The type in the text format. */
    @Override
    public String toString() {
        return name;
    }
}
