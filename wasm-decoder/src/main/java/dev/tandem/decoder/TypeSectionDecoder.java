// SPDX-License-Identifier: Apache-2.0
package dev.tandem.decoder;

import dev.tandem.decoder.type.ArrayType;
import dev.tandem.decoder.type.CompositeType;
import dev.tandem.decoder.type.FieldType;
import dev.tandem.decoder.type.FunctionType;
import dev.tandem.decoder.type.StructType;
import dev.tandem.decoder.type.SubType;
import dev.tandem.decoder.type.ValueType;
import java.util.Arrays;
import java.util.List;

/** Decodes the type section, a type definition a step. */
final class TypeSectionDecoder implements SectionDecoder {
    private static final int REC = 0x4E;
    private static final int SUB_FINAL = 0x4F;
    private static final int SUB = 0x50;
    private static final int ARRAY = 0x5E;
    private static final int STRUCT = 0x5F;
    private static final int FUNC = 0x60;

    private final Decoding decoding;
    private final ByteReader in;
    private final TypeTable types;
    private int remainingGroups = -1;

    // The recursion group that is being decoded
    private int groupSize = -1;
    private int groupFilled;
    private SubType[] group = new SubType[1];
    private int[] offsets = new int[1];

    TypeSectionDecoder(Decoding decoding) {
        this.decoding = decoding;
        in = decoding.in();
        types = decoding.types();
    }

    @Override
    public boolean step() {
        if (remainingGroups < 0) {
            remainingGroups = in.count(decoding.limits().recursionGroups(), "recursion groups");
        } else if (groupSize >= 0) {
            nextOfGroup();
        } else if (remainingGroups == 0) {
            types.complete();
            return false;
        } else {
            beginGroup();
        }
        return true;
    }

    private void beginGroup() {
        int offset = in.offset();
        int size = 1;
        if (in.peek() == REC) {
            decoding.features().require(Feature.GC, offset);
            in.u8();
            size = in.count(decoding.limits().types() - types.size(), "types");
        } else if (types.size() == decoding.limits().types()) {
            throw WasmFormatException.limit("more than " + decoding.limits().types() + " types", offset);
        }
        groupSize = size;
        groupFilled = 0;
        remainingGroups--;
    }

    private void nextOfGroup() {
        if (groupFilled < groupSize) {
            int offset = in.offset();
            SubType type = subType();
            if (groupFilled == group.length) {
                int capacity = Math.min(groupSize, 2 * groupFilled);
                group = Arrays.copyOf(group, capacity);
                offsets = Arrays.copyOf(offsets, capacity);
            }
            group[groupFilled] = type;
            offsets[groupFilled++] = offset;
        }
        if (groupFilled == groupSize) {
            types.addGroup(group, offsets, groupSize);
            groupSize = -1;
        }
    }

    private SubType subType() {
        int form = in.peek();
        int supertype = SubType.NO_SUPERTYPE;
        if (form == SUB || form == SUB_FINAL) {
            int offset = in.offset();
            decoding.features().require(Feature.GC, offset);
            in.u8();
            int supertypes = in.count(Integer.MAX_VALUE, "supertypes");
            if (supertypes > 1) {
                throw WasmFormatException.invalid("sub type: more than one supertype", offset);
            }
            if (supertypes == 1) {
                supertype = decoding.typeReader().supertypeIndex(types.size() + groupFilled);
            }
        }
        return new SubType(form != SUB, supertype, compositeType());
    }

    private CompositeType compositeType() {
        int offset = in.offset();
        int groupEnd = types.size() + groupSize;
        return switch (in.u8()) {
            case FUNC -> functionType(groupEnd);
            case STRUCT -> {
                decoding.features().require(Feature.GC, offset);
                FieldType[] fields = new FieldType[in.count(decoding.limits().structFields(), "fields")];
                for (int i = 0; i < fields.length; i++) {
                    fields[i] = decoding.typeReader().fieldType(groupEnd);
                }
                yield new StructType(List.of(fields));
            }
            case ARRAY -> {
                decoding.features().require(Feature.GC, offset);
                yield new ArrayType(decoding.typeReader().fieldType(groupEnd));
            }
            default -> throw WasmFormatException.malformed("malformed type definition", offset);
        };
    }

    private FunctionType functionType(int groupEnd) {
        ImplementationLimits limits = decoding.limits();
        ValueType[] parameters = decoding.typeReader().valueTypes(groupEnd, limits.parameters(), "parameters");
        int offset = in.offset();
        ValueType[] results = decoding.typeReader().valueTypes(groupEnd, limits.results(), "results");
        if (results.length > 1) {
            decoding.features().require(Feature.MULTI_VALUE, offset);
        }
        return new FunctionType(Arrays.asList(parameters), Arrays.asList(results));
    }
}
