// SPDX-License-Identifier: Apache-2.0
package dev.tandem.decoder;

import dev.tandem.decoder.module.ConstantExpression;
import dev.tandem.decoder.module.Export;
import dev.tandem.decoder.module.ExternalKind;
import dev.tandem.decoder.module.Global;
import dev.tandem.decoder.module.Table;
import dev.tandem.decoder.type.FunctionType;
import dev.tandem.decoder.type.GlobalType;
import dev.tandem.decoder.type.TableType;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** Decodes the sections whose entries are small, an entry a step: functions, tables, memories, tags, globals, exports; and the start function. */
final class DefinitionSectionDecoder implements SectionDecoder {
    private static final int TABLE_WITH_INITIALIZER = 0x40;
    private static final ExternalKind[] KINDS = ExternalKind.values();

    private final Decoding decoding;
    private final ByteReader in;
    private final DecodedModule module;
    private final IndexSpaces spaces;
    private final SectionId section;
    private final Set<String> exportNames = new HashSet<>();
    private int remaining;

    DefinitionSectionDecoder(Decoding decoding, SectionId section) {
        this.decoding = decoding;
        this.section = section;
        in = decoding.in();
        module = decoding.module();
        spaces = new IndexSpaces(decoding);
        remaining = section == SectionId.START || section == SectionId.DATA_COUNT ? 1 : -1;
    }

    @Override
    public boolean step() {
        if (remaining < 0) {
            remaining = count();
        } else if (remaining == 0) {
            return false;
        } else {
            entry();
            remaining--;
        }
        return true;
    }

    private int count() {
        ImplementationLimits limits = decoding.limits();
        return switch (section) {
            case FUNCTION -> in.count(limits.functions() - module.functionCount(), "functions");
            case TABLE -> in.count(limits.tables() - module.tables().size(), "tables");
            case MEMORY -> in.count(limits.memories() - module.memories().size(), "memories");
            case TAG -> in.count(limits.tags() - module.tags().size(), "tags");
            case GLOBAL -> in.count(limits.globals() - module.globals().size(), "globals");
            case EXPORT -> in.count(limits.exports(), "exports");
            default -> throw new IllegalStateException(section.toString());
        };
    }

    private void entry() {
        int offset = in.offset();
        switch (section) {
            case FUNCTION -> module.addFunction(decoding.typeReader().functionTypeIndex());
            case TABLE -> {
                spaces.checkTable(offset);
                module.add(table());
            }
            case MEMORY -> {
                spaces.checkMemory(offset);
                module.add(decoding.typeReader().memoryType());
            }
            case TAG -> {
                spaces.checkTag(offset);
                module.add(decoding.typeReader().tagType());
            }
            case GLOBAL -> {
                GlobalType type = decoding.typeReader().globalType();
                module.add(new Global(type, decoding.constants().read(type.type())));
            }
            case EXPORT -> module.add(export());
            case START -> start();
            case DATA_COUNT -> {
                decoding.features().require(Feature.BULK_MEMORY, offset);
                module.dataCount(dataCount());
            }
            default -> throw new IllegalStateException(section.toString());
        }
    }

    private Table table() {
        int offset = in.offset();
        if (in.peek() != TABLE_WITH_INITIALIZER) {
            TableType type = decoding.typeReader().tableType();
            if (!type.element().isDefaultable()) {
                throw WasmFormatException.invalid("type mismatch: a table of " + type.element() + " needs an initializer", offset);
            }
            return new Table(type, Optional.empty());
        }
        decoding.features().require(Feature.FUNCTION_REFERENCES, offset);
        in.u8();
        if (in.u8() != 0) {
            throw WasmFormatException.malformed("malformed table", in.offset() - 1);
        }
        TableType type = decoding.typeReader().tableType();
        ConstantExpression initializer = decoding.constants().read(type.element());
        return new Table(type, Optional.of(initializer));
    }

    private Export export() {
        int offset = in.offset();
        String name = in.name(decoding.limits().nameBytes());
        if (exportNames.contains(name)) {
            throw WasmFormatException.invalid("duplicate export name " + quoted(name), offset);
        }
        int kindOffset = in.offset();
        int kind = in.u8();
        if (kind >= KINDS.length) {
            throw WasmFormatException.malformed("malformed export kind", kindOffset);
        }
        int index = exportedIndex(KINDS[kind], kindOffset);
        exportNames.add(name);
        return new Export(name, KINDS[kind], index);
    }

    /** A name as one short line, whatever the module put into it. */
    private static String quoted(String name) {
        StringBuilder text = new StringBuilder("\"");
        for (int i = 0; i < Math.min(name.length(), 60); i++) {
            char c = name.charAt(i);
            text.append(Character.isISOControl(c) ? '?' : c);
        }
        return text.append(name.length() > 60 ? "...\"" : "\"").toString();
    }

    private int exportedIndex(ExternalKind kind, int offset) {
        return switch (kind) {
            case FUNCTION -> {
                int index = decoding.index(module.functionCount(), "function");
                module.declareReference(index);
                yield index;
            }
            case TABLE -> decoding.index(module.tables().size(), "table");
            case MEMORY -> decoding.index(module.memories().size(), "memory");
            case GLOBAL -> {
                int index = decoding.index(module.globals().size(), "global");
                if (module.globals().get(index).mutable()) {
                    decoding.features().require(Feature.MUTABLE_GLOBALS, offset);
                }
                yield index;
            }
            case TAG -> decoding.index(module.tags().size(), "tag");
        };
    }

    private void start() {
        int offset = in.offset();
        int function = decoding.index(module.functionCount(), "function");
        FunctionType type = module.functionType(function);
        if (type.parameterCount() + type.resultCount() > 0) {
            throw WasmFormatException.invalid("start function must have no parameters and no results", offset);
        }
        module.startFunction(function);
    }

    private int dataCount() {
        int offset = in.offset();
        int count = in.u32();
        int limit = decoding.limits().dataSegments();
        if (Integer.compareUnsigned(count, limit) > 0) {
            throw WasmFormatException.limit(
                    Integer.toUnsignedString(count) + " data segments exceed the limit of " + limit, offset);
        }
        return count;
    }
}
