// SPDX-License-Identifier: Apache-2.0
package dev.tandem.decoder;

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
 * The type definitions of a module, filled one recursion group at a time.
 *
 * <p>A group that equals an earlier one is merged into it. Two groups are equal when their {@linkplain #shape shapes} are: the same
 * definitions in the same order, where a reference into the group counts by its place in the group and any other by its canonical index.
 */
final class TypeTable implements TypeSection {
    private final int depthLimit;
    private SubType[] definitions = new SubType[16];
    private int[] canonical = new int[16];
    private int[] groupStart = new int[16];
    /** For each first definition of a group, the number of definitions in it. */
    private int[] groupSize = new int[16];
    /** For each definition the code of the abstract heap type above it: function, structure or array. */
    private byte[] kinds = new byte[16];
    /** For each definition the number of its supertypes. */
    private byte[] depths = new byte[16];
    private int size;

    private Map<Shape, Integer> groups = new HashMap<>();

    TypeTable(int depthLimit) {
        this.depthLimit = depthLimit;
    }

    /**
     * Adds a recursion group. References into it carry the indices it would get: {@link #size} and up.
     *
     * @param offsets byte offset in the module of each definition
     */
    void addGroup(SubType[] group, int[] offsets, int count) {
        if (count == 0) {
            return;
        }
        int start = size;
        reserve(start + count);
        Integer equal = groups.putIfAbsent(shape(group, count), start);
        if (equal != null) {
            for (int i = 0; i < count; i++) {
                canonical[start + i] = equal + i;
                definitions[start + i] = definitions[equal + i];
                groupStart[start + i] = equal;
                kinds[start + i] = kinds[equal + i];
                depths[start + i] = depths[equal + i];
            }
        } else {
            groupSize[start] = count;
            for (int i = 0; i < count; i++) {
                define(start + i, group[i], offsets[i]);
                groupStart[start + i] = start;
            }
            for (int i = 0; i < count; i++) {
                checkSupertype(group[i], offsets[i]);
            }
        }
        size += count;
    }

    private void reserve(int count) {
        if (count > definitions.length) {
            resize(Math.max(count, 2 * definitions.length));
        }
    }

    private void resize(int capacity) {
        definitions = Arrays.copyOf(definitions, capacity);
        canonical = Arrays.copyOf(canonical, capacity);
        groupStart = Arrays.copyOf(groupStart, capacity);
        groupSize = Arrays.copyOf(groupSize, capacity);
        kinds = Arrays.copyOf(kinds, capacity);
        depths = Arrays.copyOf(depths, capacity);
    }

    /** No more groups follow. */
    void complete() {
        resize(size);
        groups = Map.of();
    }

    private void define(int index, SubType type, int offset) {
        definitions[index] = type;
        canonical[index] = index;
        kinds[index] = (byte) kind(type.composite());
        if (type.supertype() != SubType.NO_SUPERTYPE) {
            int depth = depths[type.supertype()] + 1;
            if (depth > depthLimit) {
                throw WasmFormatException.limit("more than " + depthLimit + " supertypes of a type", offset);
            }
            depths[index] = (byte) depth;
        } else {
            depths[index] = 0;
        }
    }

    private static int kind(CompositeType type) {
        // No pattern switch: costs milliseconds in a cold JVM.
        return type instanceof FunctionType ? HeapType.FUNC : type instanceof StructType ? HeapType.STRUCT : HeapType.ARRAY;
    }

    private void checkSupertype(SubType type, int offset) {
        if (type.supertype() == SubType.NO_SUPERTYPE) {
            return;
        }
        SubType supertype = definitions[type.supertype()];
        if (supertype.isFinal()) {
            throw WasmFormatException.invalid("sub type: the supertype " + type.supertype() + " is final", offset);
        }
        if (!matches(type.composite(), supertype.composite())) {
            throw WasmFormatException.invalid(
                    "sub type: the definition does not match its supertype " + type.supertype(), offset);
        }
    }

    private boolean matches(CompositeType sub, CompositeType sup) {
        if (sub instanceof FunctionType a && sup instanceof FunctionType b) {
            return matches(a, b);
        }
        if (sub instanceof StructType a && sup instanceof StructType b) {
            if (a.fields().size() < b.fields().size()) {
                return false;
            }
            for (int i = 0; i < b.fields().size(); i++) {
                if (!matches(a.fields().get(i), b.fields().get(i))) {
                    return false;
                }
            }
            return true;
        }
        return sub instanceof ArrayType a && sup instanceof ArrayType b && matches(a.element(), b.element());
    }

    private boolean matches(FunctionType sub, FunctionType sup) {
        if (sub.parameterCount() != sup.parameterCount() || sub.resultCount() != sup.resultCount()) {
            return false;
        }
        for (int i = 0; i < sub.parameterCount(); i++) {
            if (!isSubtype(sup.parameter(i).code(), sub.parameter(i).code())) {
                return false;
            }
        }
        for (int i = 0; i < sub.resultCount(); i++) {
            if (!isSubtype(sub.result(i).code(), sup.result(i).code())) {
                return false;
            }
        }
        return true;
    }

    /** What can be written is of one type; what can only be read may be more special. */
    private boolean matches(FieldType sub, FieldType sup) {
        return sub.mutable() == sup.mutable()
                && sub.storage() == sup.storage()
                && (sub.mutable()
                        ? sub.type() == sup.type()
                        : isSubtype(sub.type().code(), sup.type().code()));
    }

    // Canonicalization

    /** A recursion group as numbers. Comparable, so that a hash map stays fast when a hostile module makes hashes equal. */
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

    private Shape shape(SubType[] group, int count) {
        ShapeWriter writer = new ShapeWriter(size);
        for (int i = 0; i < count; i++) {
            writer.add(group[i]);
        }
        return new Shape(Arrays.copyOf(writer.words, writer.length));
    }

    /** Writes definitions as numbers, prefix-free: each begins with how long it is. */
    private static final class ShapeWriter {
        /** Set in references into the group; type indices stay below it. */
        private static final int IN_GROUP = 1 << 28;

        private final int groupStart;
        private int[] words = new int[16];
        private int length;

        ShapeWriter(int groupStart) {
            this.groupStart = groupStart;
        }

        void add(SubType type) {
            word(type.isFinal() ? 1 : 0);
            word(type.supertype() < groupStart ? type.supertype() : (type.supertype() - groupStart) | IN_GROUP);
            CompositeType composite = type.composite();
            word(kind(composite));
            if (composite instanceof FunctionType f) {
                word(f.parameterCount());
                word(f.resultCount());
                for (int i = 0; i < f.parameterCount(); i++) {
                    value(f.parameter(i));
                }
                for (int i = 0; i < f.resultCount(); i++) {
                    value(f.result(i));
                }
            } else if (composite instanceof StructType s) {
                word(s.fields().size());
                for (FieldType field : s.fields()) {
                    field(field);
                }
            } else if (composite instanceof ArrayType a) {
                field(a.element());
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
            boolean inGroup = type.isReference() && type.heapType() >= groupStart;
            word(inGroup
                    ? ValueType.refCode(type.isNullable(), type.heapType() - groupStart) | IN_GROUP
                    : type.code());
        }

        private void word(int word) {
            if (length == words.length) {
                words = Arrays.copyOf(words, 2 * length);
            }
            words[length++] = word;
        }
    }

    // Queries

    @Override
    public int size() {
        return size;
    }

    @Override
    public int canonical(int index) {
        return canonical[index];
    }

    @Override
    public SubType get(int index) {
        return definitions[index];
    }

    @Override
    public int groupStart(int index) {
        return groupStart[index];
    }

    @Override
    public int groupSize(int index) {
        return groupSize[groupStart[index]];
    }

    @Override
    public boolean isHeapSubtype(int sub, int sup) {
        if (sub == sup) {
            return true;
        }
        if (sup >= 0) {
            return sub >= 0 ? hasSupertype(sub, sup) : sub == HeapType.BOTTOM || sub == bottom(kinds[sup]);
        }
        return HeapType.isAbstractSubtype(sub >= 0 ? kinds[sub] : sub, sup);
    }

    private boolean hasSupertype(int sub, int sup) {
        int type = sub;
        for (int steps = depths[sub] - depths[sup]; steps > 0; steps--) {
            type = definitions[type].supertype();
        }
        return type == sup;
    }

    private static int bottom(int kind) {
        return kind == HeapType.FUNC ? HeapType.NOFUNC : HeapType.NONE;
    }

    @Override
    public boolean isSubtype(int sub, int sup) {
        if (sub == sup || sub == ValueType.BOTTOM_CODE) {
            return true;
        }
        return ValueType.isReference(sub)
                && ValueType.isReference(sup)
                && (ValueType.isNullable(sup) || !ValueType.isNullable(sub))
                && isHeapSubtype(ValueType.heapType(sub), ValueType.heapType(sup));
    }
}
