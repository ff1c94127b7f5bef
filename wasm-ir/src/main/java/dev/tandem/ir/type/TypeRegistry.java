// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.type;

import dev.tandem.decoder.type.ArrayType;
import dev.tandem.decoder.type.CompositeType;
import dev.tandem.decoder.type.FieldType;
import dev.tandem.decoder.type.FunctionType;
import dev.tandem.decoder.type.HeapType;
import dev.tandem.decoder.type.StructType;
import dev.tandem.decoder.type.SubType;
import dev.tandem.decoder.type.TypeSection;
import dev.tandem.decoder.type.ValueType;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * The types of an engine: one identity for each type definition, whichever modules define it.
 *
 * <p>Types are iso-recursive: two definitions are one if their recursion groups are equal, definition by definition. A group is
 * written down as numbers, its <em>shape</em>: a reference into the group counts by its place in it, any other by the identity of what
 * it refers to, which is known because groups refer only backwards. Equal shapes are equal groups. For subtyping each type
 * keeps the path of its supertypes from the root, so that a query is one array access (Cohen's display).
 *
 * <p>Thread-safe. Types are kept as long as the engine.
 */
public final class TypeRegistry {
    /** Marks in a shape: an abstract heap type, a type of the same group, any other type. */
    private static final int ABSTRACT = 0;
    private static final int INSIDE = 1;
    private static final int OUTSIDE = 2;

    /** Group by shape: identity of its first type. Guarded by this. */
    private final Map<Shape, Integer> groups = new HashMap<>();

    /** By identity. Replaced when it grows, never changed in place below {@link #size}. */
    private volatile Entry[] entries = new Entry[64];

    private int size;

    private record Shape(int[] words) implements Comparable<Shape> {
        @Override
        public boolean equals(Object other) {
            return other instanceof Shape that && Arrays.equals(words, that.words);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(words);
        }

        @Override
        public int compareTo(Shape other) {
            return Arrays.compare(words, other.words);
        }
    }

    /**
     * What is known of a type.
     *
     * @param kind the abstract heap type above it
     * @param path identities of its supertypes from the root, itself last
     */
    private record Entry(int kind, int[] path) {}

    /** Identities of a module's types. To be called when its type section is complete. */
    public RegisteredTypes register(TypeSection types) {
        int[] ids = new int[types.size()];
        int start = 0;
        while (start < ids.length) {
            int canonical = types.canonical(start);
            if (canonical != start) {
                ids[start] = ids[canonical];
                start++;
                continue;
            }
            int count = types.groupSize(start);
            SubType[] group = new SubType[count];
            for (int i = 0; i < count; i++) {
                group[i] = types.get(start + i);
            }
            int first = register(group, start, ids);
            for (int i = 0; i < count; i++) {
                ids[start + i] = first + i;
            }
            start += count;
        }
        return new RegisteredTypes(this, ids);
    }

    /** The types of who defines none: only abstract heap types. */
    public RegisteredTypes abstractTypes() {
        return new RegisteredTypes(this, new int[0]);
    }

    /**
     * Identity of a function type that stands alone: final, without supertype.
     *
     * @param type with abstract heap types only
     */
    public int id(FunctionType type) {
        return register(new SubType[] {new SubType(true, SubType.NO_SUPERTYPE, type)}, Integer.MAX_VALUE, new int[0]);
    }

    /** Whether type {@code sub} is {@code sup} or declared below it; both identities of this registry. */
    public boolean isSubtype(int sub, int sup) {
        if (sub == sup) {
            return true;
        }
        Entry[] known = entries;
        int[] path = known[sub].path();
        int depth = known[sup].path().length - 1;
        return depth < path.length && path[depth] == sup;
    }

    /** Whether value type {@code sub} is a subtype of {@code sup}; both codes of {@link ValueType} with identities as heap types. */
    public boolean isValueSubtype(int sub, int sup) {
        if (sub == sup) {
            return true;
        }
        return ValueType.isReference(sub)
                && ValueType.isReference(sup)
                && (ValueType.isNullable(sup) || !ValueType.isNullable(sub))
                && isHeapSubtype(ValueType.heapType(sub), ValueType.heapType(sup));
    }

    private boolean isHeapSubtype(int sub, int sup) {
        if (HeapType.isConcrete(sup)) {
            return HeapType.isConcrete(sub) ? isSubtype(sub, sup) : HeapType.isAbstractSubtype(sub, bottom(entries[sup].kind()));
        }
        return HeapType.isAbstractSubtype(HeapType.isConcrete(sub) ? entries[sub].kind() : sub, sup);
    }

    private static int bottom(int kind) {
        return kind == HeapType.FUNC ? HeapType.NOFUNC : HeapType.NONE;
    }

    private synchronized int register(SubType[] group, int start, int[] ids) {
        ShapeWriter writer = new ShapeWriter(start, group.length, ids);
        for (SubType type : group) {
            writer.definition(type);
        }
        Shape shape = new Shape(writer.words());
        Integer known = groups.get(shape);
        if (known != null) {
            return known;
        }
        int first = size;
        Entry[] grown = Arrays.copyOf(entries, Math.max(entries.length, capacity(first + group.length)));
        for (int i = 0; i < group.length; i++) {
            int supertype = group[i].supertype();
            int[] above = supertype == SubType.NO_SUPERTYPE
                    ? new int[0]
                    : grown[supertype >= start ? first + supertype - start : ids[supertype]].path();
            int[] path = Arrays.copyOf(above, above.length + 1);
            path[above.length] = first + i;
            grown[first + i] = new Entry(kind(group[i].composite()), path);
        }
        entries = grown;
        size = first + group.length;
        groups.put(shape, first);
        return first;
    }

    private static int capacity(int needed) {
        return Integer.highestOneBit(Math.max(needed, 1) * 2 - 1);
    }

    private static int kind(CompositeType type) {
        // Not a pattern switch, which costs milliseconds at its first use in a process.
        if (type instanceof FunctionType) {
            return HeapType.FUNC;
        }
        return type instanceof StructType ? HeapType.STRUCT : HeapType.ARRAY;
    }

    /** Writes a recursion group down as numbers. */
    private static final class ShapeWriter {
        private final int start;
        private final int end;
        private final int[] ids;
        private int[] words = new int[16];
        private int count;

        /**
         * @param start index of the group's first type in its module
         * @param ids identities of the module's types before the group
         */
        ShapeWriter(int start, int size, int[] ids) {
            this.start = start;
            this.end = start == Integer.MAX_VALUE ? start : start + size;
            this.ids = ids;
        }

        int[] words() {
            return Arrays.copyOf(words, count);
        }

        private void word(int word) {
            if (count == words.length) {
                words = Arrays.copyOf(words, 2 * count);
            }
            words[count++] = word;
        }

        void definition(SubType type) {
            word(type.isFinal() ? 1 : 0);
            heap(type.supertype());
            CompositeType composite = type.composite();
            word(kind(composite));
            if (composite instanceof FunctionType function) {
                word(function.parameterCount());
                for (int i = 0; i < function.parameterCount(); i++) {
                    value(function.parameter(i));
                }
                word(function.resultCount());
                for (int i = 0; i < function.resultCount(); i++) {
                    value(function.result(i));
                }
            } else if (composite instanceof StructType structure) {
                word(structure.fields().size());
                for (FieldType field : structure.fields()) {
                    field(field);
                }
            } else {
                field(((ArrayType) composite).element());
            }
        }

        private void field(FieldType field) {
            word(field.mutable() ? 1 : 0);
            word(switch (field.storage()) {
                case FULL -> 0;
                case I8 -> 8;
                case I16 -> 16;
            });
            value(field.type());
        }

        private void value(ValueType type) {
            if (type.isReference()) {
                word(type.isNullable() ? -2 : -1);
                heap(type.heapType());
            } else {
                word(type.code());
            }
        }

        /** A heap type; {@link SubType#NO_SUPERTYPE} passes as an abstract one, which no supertype is. */
        private void heap(int heapType) {
            if (heapType < 0) {
                word(ABSTRACT);
                word(heapType);
            } else if (heapType >= start && heapType < end) {
                word(INSIDE);
                word(heapType - start);
            } else {
                word(OUTSIDE);
                word(ids[heapType]);
            }
        }
    }
}
