// SPDX-License-Identifier: Apache-2.0
package dev.tandem.fuzz.module;

import dev.tandem.decoder.body.Opcode;
import dev.tandem.decoder.type.FunctionType;
import dev.tandem.decoder.type.Limits;
import dev.tandem.decoder.type.ValueType;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** Writes a module in the binary format. */
public final class ModuleBinary {
    private static final int TYPES = 1;
    private static final int IMPORTS = 2;
    private static final int FUNCTIONS = 3;
    private static final int TABLES = 4;
    private static final int MEMORIES = 5;
    private static final int GLOBALS = 6;
    private static final int EXPORTS = 7;
    private static final int ELEMENTS = 9;
    private static final int CODE = 10;
    private static final int DATA = 11;
    private static final int DATA_COUNT = 12;
    private static final int FUNC = 0x70;

    private final FuzzModule module;
    private final ByteWriter out = new ByteWriter();
    /** The module's types, then those of blocks with several results. */
    private final List<FunctionType> types;

    private ModuleBinary(FuzzModule module) {
        this.module = module;
        types = new ArrayList<>(module.types());
    }

    public static byte[] encode(FuzzModule module) {
        return new ModuleBinary(module).encode();
    }

    private byte[] encode() {
        // Bodies first: they find out which block types there are.
        ByteWriter code = code();
        out.fixed(0x6D736100, 4);
        out.fixed(1, 4);
        section(TYPES, types());
        section(IMPORTS, imports());
        section(FUNCTIONS, functions());
        section(TABLES, tables());
        section(MEMORIES, memories());
        section(GLOBALS, globals());
        section(EXPORTS, exports());
        section(ELEMENTS, elements());
        ByteWriter count = new ByteWriter();
        count.unsigned(module.data().size());
        section(DATA_COUNT, count);
        section(CODE, code);
        section(DATA, data());
        return out.toArray();
    }

    private void section(int id, ByteWriter content) {
        out.put(id);
        out.unsigned(content.size());
        out.all(content);
    }

    /** The index of the type of a block with these results. */
    int blockType(List<ValueType> results) {
        FunctionType type = new FunctionType(List.of(), results);
        int index = types.indexOf(type);
        if (index < 0) {
            index = types.size();
            types.add(type);
        }
        return index;
    }

    void valueType(ByteWriter writer, ValueType type) {
        if (!type.isReference()) {
            writer.put(0x80 - type.code());
        } else if (type.isNullable() && type.heapType() < 0) {
            heapType(writer, type.heapType());
        } else {
            writer.put(type.isNullable() ? 0x63 : 0x64);
            heapType(writer, type.heapType());
        }
    }

    /** An abstract heap type is a byte counted down from that of {@code func}, any other an index. */
    static void heapType(ByteWriter writer, int heapType) {
        if (heapType < 0) {
            writer.put(FUNC + 1 + heapType);
        } else {
            writer.signed(heapType);
        }
    }

    private void valueTypes(ByteWriter writer, List<ValueType> list) {
        writer.unsigned(list.size());
        for (ValueType type : list) {
            valueType(writer, type);
        }
    }

    private ByteWriter types() {
        ByteWriter writer = new ByteWriter();
        writer.unsigned(types.size());
        for (FunctionType type : types) {
            writer.put(0x60);
            valueTypes(writer, type.parameters());
            valueTypes(writer, type.results());
        }
        return writer;
    }

    private ByteWriter imports() {
        ByteWriter writer = new ByteWriter();
        writer.unsigned(module.imports().size());
        for (int i = 0; i < module.imports().size(); i++) {
            writer.name("env");
            writer.name("f" + i);
            writer.put(0);
            writer.unsigned(module.imports().get(i));
        }
        return writer;
    }

    private ByteWriter functions() {
        ByteWriter writer = new ByteWriter();
        writer.unsigned(module.functions().size());
        for (FuzzModule.Body body : module.functions()) {
            writer.unsigned(body.type());
        }
        return writer;
    }

    private ByteWriter tables() {
        ByteWriter writer = new ByteWriter();
        writer.unsigned(module.tables().size());
        module.tables().forEach(table -> {
            valueType(writer, table.element());
            limits(writer, table.limits());
        });
        return writer;
    }

    private ByteWriter memories() {
        ByteWriter writer = new ByteWriter();
        writer.unsigned(module.memories().size());
        module.memories().forEach(memory -> limits(writer, memory.limits()));
        return writer;
    }

    private static void limits(ByteWriter writer, Limits limits) {
        writer.put((limits.hasMaximum() ? 1 : 0) | (limits.is64() ? 4 : 0));
        writer.unsigned(limits.minimum());
        if (limits.hasMaximum()) {
            writer.unsigned(limits.maximum());
        }
    }

    private ByteWriter globals() {
        ByteWriter writer = new ByteWriter();
        CodeBinary code = new CodeBinary(writer, this);
        writer.unsigned(module.globals().size());
        for (FuzzModule.GlobalDefinition global : module.globals()) {
            valueType(writer, global.type().type());
            writer.put(global.type().mutable() ? 1 : 0);
            code.write(global.initial());
            code.opcode(Opcode.END);
        }
        return writer;
    }

    private ByteWriter exports() {
        ByteWriter writer = new ByteWriter();
        writer.unsigned(module.functions().size()
                + module.exportedTables().size()
                + module.exportedMemories().size()
                + module.exportedGlobals().size());
        for (int i = 0; i < module.functions().size(); i++) {
            export(writer, "f" + (module.imports().size() + i), 0, module.imports().size() + i);
        }
        for (int i = 0; i < module.exportedTables().size(); i++) {
            export(writer, "t" + i, 1, i);
        }
        for (int i = 0; i < module.exportedMemories().size(); i++) {
            export(writer, "m" + i, 2, i);
        }
        for (int i = 0; i < module.exportedGlobals().size(); i++) {
            export(writer, "g" + i, 3, i);
        }
        return writer;
    }

    private static void export(ByteWriter writer, String name, int kind, int index) {
        writer.name(name);
        writer.put(kind);
        writer.unsigned(index);
    }

    /** The module's segments, then one that declares every function, so that {@code ref.func} may name it. */
    private ByteWriter elements() {
        ByteWriter writer = new ByteWriter();
        writer.unsigned(module.elements().size() + 1L);
        for (FuzzModule.Elements segment : module.elements()) {
            boolean passive = segment.offset() < 0;
            writer.unsigned(passive ? 1 : 0);
            if (!passive) {
                offset(writer, segment.offset(), module.tables().getFirst().limits().is64());
            } else {
                writer.put(0);
            }
            functionIndices(writer, segment.functions());
        }
        writer.unsigned(3);
        writer.put(0);
        TreeSet<Integer> all = new TreeSet<>();
        for (int i = 0; i < module.imports().size() + module.functions().size(); i++) {
            all.add(i);
        }
        functionIndices(writer, all);
        return writer;
    }

    private static void functionIndices(ByteWriter writer, Iterable<Integer> functions) {
        ByteWriter indices = new ByteWriter();
        int count = 0;
        for (int function : functions) {
            indices.unsigned(function);
            count++;
        }
        writer.unsigned(count);
        writer.all(indices);
    }

    private void offset(ByteWriter writer, long offset, boolean is64) {
        CodeBinary code = new CodeBinary(writer, this);
        code.opcode(is64 ? Opcode.I64_CONST : Opcode.I32_CONST);
        writer.signed(offset);
        code.opcode(Opcode.END);
    }

    private ByteWriter code() {
        ByteWriter writer = new ByteWriter();
        writer.unsigned(module.functions().size());
        for (FuzzModule.Body body : module.functions()) {
            ByteWriter function = new ByteWriter();
            function.unsigned(body.locals().size());
            for (ValueType local : body.locals()) {
                function.unsigned(1);
                valueType(function, local);
            }
            CodeBinary code = new CodeBinary(function, this);
            code.write(body.code());
            code.opcode(Opcode.END);
            writer.unsigned(function.size());
            writer.all(function);
        }
        return writer;
    }

    private ByteWriter data() {
        ByteWriter writer = new ByteWriter();
        writer.unsigned(module.data().size());
        for (FuzzModule.Data segment : module.data()) {
            writer.put(segment.offset() < 0 ? 1 : 0);
            if (segment.offset() >= 0) {
                offset(writer, segment.offset(), module.memories().getFirst().limits().is64());
            }
            writer.name(segment.bytes());
        }
        return writer;
    }
}
