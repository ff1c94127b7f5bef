// SPDX-License-Identifier: Apache-2.0
package dev.tandem.decoder.type;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
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
    /** The abstract reference types, by {@link #abstractIndex}. */
    private static final ValueType[] ABSTRACT = new ValueType[-2 * HeapType.BOTTOM];

    static {
        for (int code = 0; code < SIMPLE.length; code++) {
            SIMPLE[code] = new ValueType(code);
        }
        for (int heapType = HeapType.BOTTOM; heapType < 0; heapType++) {
            for (int nullable = 0; nullable < 2; nullable++) {
                int code = refCode(nullable == 1, heapType);
                ABSTRACT[abstractIndex(code)] = new ValueType(code);
            }
        }
    }

    /** The type of no value: what an unreachable operand has. */
    public static final ValueType BOTTOM = of(BOTTOM_CODE);
    public static final ValueType I32 = of(1);
    public static final ValueType I64 = of(2);
    public static final ValueType F32 = of(3);
    public static final ValueType F64 = of(4);
    public static final ValueType V128 = of(5);
    public static final ValueType FUNCREF = ref(true, HeapType.FUNC);
    public static final ValueType EXTERNREF = ref(true, HeapType.EXTERN);
    public static final ValueType EXNREF = ref(true, HeapType.EXN);
    public static final ValueType ANYREF = ref(true, HeapType.ANY);

    private final int code;

    private ValueType(int code) {
        this.code = code;
    }

    /** The reference type to {@code heapType}, a code of {@link HeapType}. */
    public static ValueType ref(boolean nullable, int heapType) {
        return of(refCode(nullable, heapType));
    }

    /** The type with the given code. */
    public static ValueType of(int code) {
        if (code < SIMPLE.length) {
            return SIMPLE[code];
        }
        return heapType(code) < 0 ? ABSTRACT[abstractIndex(code)] : Concrete.of(code);
    }

    private static int abstractIndex(int code) {
        return 2 * (-1 - heapType(code)) + (isNullable(code) ? 1 : 0);
    }

    /** The reference types to type definitions. Kept while in use: a process that decodes many modules forgets those of modules gone. */
    private static final class Concrete extends WeakReference<ValueType> {
        private static final ConcurrentMap<Integer, Concrete> TYPES = new ConcurrentHashMap<>();
        private static final ReferenceQueue<ValueType> DROPPED = new ReferenceQueue<>();

        private final int code;

        private Concrete(ValueType type) {
            super(type, DROPPED);
            code = type.code;
        }

        static ValueType of(int code) {
            Concrete known = TYPES.get(code);
            ValueType type = known == null ? null : known.get();
            return type == null ? intern(new ValueType(code)) : type;
        }

        private static ValueType intern(ValueType fresh) {
            for (Reference<?> dropped = DROPPED.poll(); dropped != null; dropped = DROPPED.poll()) {
                TYPES.remove(((Concrete) dropped).code, dropped);
            }
            Concrete entry = new Concrete(fresh);
            while (true) {
                Concrete known = TYPES.putIfAbsent(fresh.code, entry);
                if (known == null) {
                    return fresh;
                }
                ValueType type = known.get();
                if (type != null) {
                    return type;
                }
                TYPES.remove(fresh.code, known);
            }
        }
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
        return switch (code) {
            case BOTTOM_CODE -> "bot";
            case 1 -> "i32";
            case 2 -> "i64";
            case 3 -> "f32";
            case 4 -> "f64";
            case 5 -> "v128";
            default -> (isNullable() ? "(ref null " : "(ref ") + HeapType.name(heapType()) + ")";
        };
    }
}
