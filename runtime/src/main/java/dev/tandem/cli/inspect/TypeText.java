// SPDX-License-Identifier: Apache-2.0
package dev.tandem.cli.inspect;

import dev.tandem.decoder.module.Import;
import dev.tandem.decoder.type.ArrayType;
import dev.tandem.decoder.type.CompositeType;
import dev.tandem.decoder.type.FieldType;
import dev.tandem.decoder.type.FunctionType;
import dev.tandem.decoder.type.GlobalType;
import dev.tandem.decoder.type.Limits;
import dev.tandem.decoder.type.MemoryType;
import dev.tandem.decoder.type.StructType;
import dev.tandem.decoder.type.SubType;
import dev.tandem.decoder.type.TableType;
import dev.tandem.decoder.type.TagType;
import dev.tandem.decoder.type.TypeSection;
import dev.tandem.decoder.type.ValueType;
import java.util.List;
import java.util.Locale;

/** Types as the text format writes them. */
final class TypeText {
    private TypeText() {}

    static String of(SubType type) {
        if (type.isFinal() && type.supertype() == SubType.NO_SUPERTYPE) {
            return of(type.composite());
        }
        String supertype = type.supertype() == SubType.NO_SUPERTYPE ? "" : type.supertype() + " ";
        return "(sub " + (type.isFinal() ? "final " : "") + supertype + of(type.composite()) + ")";
    }

    static String of(CompositeType type) {
        return switch (type) {
            case FunctionType function -> of(function);
            case StructType struct -> of(struct);
            case ArrayType array -> "(array " + of(array.element()) + ")";
        };
    }

    static String of(FunctionType type) {
        return "(func" + list("param", type.parameters()) + list("result", type.results()) + ")";
    }

    private static String list(String keyword, List<ValueType> types) {
        if (types.isEmpty()) {
            return "";
        }
        StringBuilder text = new StringBuilder(" (").append(keyword);
        for (ValueType type : types) {
            text.append(' ').append(type);
        }
        return text.append(')').toString();
    }

    private static String of(StructType type) {
        StringBuilder text = new StringBuilder("(struct");
        for (FieldType field : type.fields()) {
            text.append(" (field ").append(of(field)).append(')');
        }
        return text.append(')').toString();
    }

    private static String of(FieldType type) {
        String storage = type.storage() == FieldType.Storage.FULL
                ? type.type().toString()
                : type.storage().name().toLowerCase(Locale.ROOT);
        return type.mutable() ? "(mut " + storage + ")" : storage;
    }

    static String of(GlobalType type) {
        return "(global " + (type.mutable() ? "(mut " + type.type() + ")" : type.type()) + ")";
    }

    static String of(TableType type) {
        return "(table " + of(type.limits()) + " " + type.element() + ")";
    }

    static String of(MemoryType type) {
        return "(memory " + of(type.limits()) + (type.shared() ? " shared)" : ")");
    }

    static String of(TagType type, TypeSection types) {
        return "(tag" + list("param", types.function(type.typeIndex()).parameters()) + ")";
    }

    private static String of(Limits limits) {
        return (limits.is64() ? "i64 " : "")
                + Long.toUnsignedString(limits.minimum())
                + (limits.hasMaximum() ? " " + Long.toUnsignedString(limits.maximum()) : "");
    }

    static String of(Import.Descriptor descriptor, TypeSection types) {
        return switch (descriptor) {
            case Import.Function function -> of(types.function(function.typeIndex()));
            case Import.Table table -> of(table.type());
            case Import.Memory memory -> of(memory.type());
            case Import.Global global -> of(global.type());
            case Import.Tag tag -> of(tag.type(), types);
        };
    }
}
