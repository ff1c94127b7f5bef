// SPDX-License-Identifier: Apache-2.0
package dev.tandem.decoder;

import dev.tandem.decoder.module.Import;
import dev.tandem.decoder.type.GlobalType;

/** Decodes the import section, an import a step. */
final class ImportSectionDecoder implements SectionDecoder {
    private final Decoding decoding;
    private final ByteReader in;
    private final IndexSpaces spaces;
    private int remaining = -1;
    private String lastModule = "";

    ImportSectionDecoder(Decoding decoding) {
        this.decoding = decoding;
        in = decoding.in();
        spaces = new IndexSpaces(decoding);
    }

    @Override
    public boolean step() {
        if (remaining < 0) {
            remaining = in.count(decoding.limits().imports(), "imports");
        } else if (remaining == 0) {
            return false;
        } else {
            decoding.module().add(entry());
            remaining--;
        }
        return true;
    }

    private Import entry() {
        int nameLimit = decoding.limits().nameBytes();
        String module = in.name(nameLimit);
        if (module.equals(lastModule)) {
            module = lastModule; // most imports are of one module: one string serves them all
        }
        String name = in.name(nameLimit);
        Import.Descriptor descriptor = descriptor();
        lastModule = module;
        return new Import(module, name, descriptor);
    }

    private Import.Descriptor descriptor() {
        int offset = in.offset();
        TypeReader types = decoding.typeReader();
        return switch (in.u8()) {
            case 0 -> {
                spaces.checkFunction(offset);
                yield new Import.Function(types.functionTypeIndex());
            }
            case 1 -> {
                spaces.checkTable(offset);
                yield new Import.Table(types.tableType());
            }
            case 2 -> {
                spaces.checkMemory(offset);
                yield new Import.Memory(types.memoryType());
            }
            case 3 -> {
                spaces.checkGlobal(offset);
                yield new Import.Global(global(offset));
            }
            case 4 -> {
                spaces.checkTag(offset);
                yield new Import.Tag(types.tagType());
            }
            default -> throw WasmFormatException.malformed("malformed import kind", offset);
        };
    }

    private GlobalType global(int offset) {
        GlobalType type = decoding.typeReader().globalType();
        if (type.mutable()) {
            decoding.features().require(Feature.MUTABLE_GLOBALS, offset);
        }
        return type;
    }
}
