// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.nativex64;

import dev.tandem.decoder.DecoderOptions;
import dev.tandem.decoder.ModuleDecoder;
import dev.tandem.decoder.module.WasmModule;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/** Writes modules whose bodies do not matter: each is {@code unreachable}. Types are written as {@code "IJ_F"}. */
final class TestModule {
    /** Says that the module is called {@code guest}. */
    private static final byte[] NAME_SECTION = {0, 13, 4, 'n', 'a', 'm', 'e', 0, 6, 5, 'g', 'u', 'e', 's', 't'};

    private final List<String> types = new ArrayList<>();
    private final List<byte[]> imports = new ArrayList<>();
    private final List<Integer> functions = new ArrayList<>();
    private byte[] tables = {0};
    private final List<byte[]> memories = new ArrayList<>();
    private final List<byte[]> globals = new ArrayList<>();

    private int type(String kinds) {
        if (!types.contains(kinds)) {
            types.add(kinds);
        }
        return types.indexOf(kinds);
    }

    private static int code(char kind) {
        return switch (kind) {
            case 'I' -> 0x7f;
            case 'J' -> 0x7e;
            case 'F' -> 0x7d;
            case 'D' -> 0x7c;
            case 'V' -> 0x7b;
            case 'X' -> 0x6f;
            default -> 0x70;
        };
    }

    /** An imported function; all before the defined ones. */
    TestModule imported(String kinds) {
        imports.add(new byte[] {1, 'm', 1, 'f', 0, (byte) type(kinds)});
        return this;
    }

    TestModule importedGlobal(char kind) {
        imports.add(new byte[] {1, 'm', 1, 'g', 3, (byte) code(kind), 1});
        return this;
    }

    TestModule function(String kinds) {
        functions.add(type(kinds));
        return this;
    }

    TestModule memory(int minimum, int maximum) {
        memories.add(new byte[] {1, (byte) minimum, (byte) maximum});
        return this;
    }

    TestModule table(int size) {
        tables = new byte[] {1, 0x70, 0, (byte) size};
        return this;
    }

    TestModule global(char kind) {
        globals.add(new byte[] {
            (byte) code(kind), 1, (byte) (kind == 'I' ? 0x41 : kind == 'J' ? 0x42 : 0xd0), (byte) (kind >= 'L' ? code(kind) : 0), 0x0b
        });
        return this;
    }

    WasmModule decode() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(new byte[] {0, 'a', 's', 'm', 1, 0, 0, 0});
        List<byte[]> entries = new ArrayList<>();
        for (String kinds : types) {
            ByteArrayOutputStream entry = new ByteArrayOutputStream();
            entry.write(0x60);
            for (String list : kinds.split("_", -1)) {
                entry.write(list.length());
                list.chars().forEach(kind -> entry.write(code((char) kind)));
            }
            entries.add(entry.toByteArray());
        }
        section(out, 1, entries);
        section(out, 2, imports);
        section(out, 3, functions.stream().map(index -> new byte[] {index.byteValue()}).toList());
        raw(out, 4, tables);
        section(out, 5, memories);
        section(out, 6, globals);
        section(out, 10, functions.stream().map(_ -> new byte[] {3, 0, 0, 0x0b}).toList());
        out.writeBytes(NAME_SECTION);
        return ModuleDecoder.decode(out.toByteArray(), DecoderOptions.all());
    }

    private static void section(ByteArrayOutputStream out, int id, List<byte[]> entries) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        leb(content, entries.size());
        entries.forEach(content::writeBytes);
        raw(out, id, content.toByteArray());
    }

    private static void raw(ByteArrayOutputStream out, int id, byte[] content) {
        if (content[0] != 0) {
            out.write(id);
            leb(out, content.length);
            out.writeBytes(content);
        }
    }

    private static void leb(ByteArrayOutputStream out, int value) {
        int rest = value;
        while (rest > 127) {
            out.write(rest | 128);
            rest >>>= 7;
        }
        out.write(rest);
    }
}
