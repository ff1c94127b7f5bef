// SPDX-License-Identifier: Apache-2.0
package dev.tandem.decoder;

import static dev.tandem.decoder.Bytes.bytes;
import static dev.tandem.decoder.Bytes.code;
import static dev.tandem.decoder.Bytes.list;
import static dev.tandem.decoder.Bytes.module;
import static dev.tandem.decoder.Bytes.section;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tandem.decoder.module.ConstantTable;
import dev.tandem.decoder.module.FunctionBody;
import dev.tandem.decoder.module.ModuleFacts;
import dev.tandem.decoder.module.WasmModule;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class ModuleFactsTest {
    private static final byte[] TYPES = section(1, (Object) list(bytes(0x60, 0, 0)));
    private static final byte[] NOTHING = bytes();

    private static ModuleFacts facts(byte[]... sections) {
        return ModuleDecoder.decode(module(sections), DecoderOptions.all()).facts();
    }

    private static byte[] functions(int count) {
        return section(3, count, new byte[count]);
    }

    /** Each an i32. */
    private static byte[] globals(int count) {
        byte[][] all = new byte[count][];
        for (int i = 0; i < count; i++) {
            all[i] = bytes(0x7F, 1, 0x41, i, 0x0B);
        }
        return section(6, (Object) list(all));
    }

    @Test
    void globalsThatAreNotSetImportedOrExported() {
        ModuleFacts facts = facts(
                TYPES,
                section(2, (Object) list(bytes(0, 0, 3, 0x7F, 1))),
                functions(1),
                globals(3),
                section(7, (Object) list(bytes("g", 3, 1))),
                code(bytes(0x00, 0x41, 0, 0x24, 2)));
        assertEquals(
                List.of(false, false, false, true),
                IntStream.range(0, 4).mapToObj(facts::isConstantGlobal).toList(),
                "imported, exported, set where control never comes, none of it");
    }

    @Test
    void nothingIsKnownBeforeTheLastBody() {
        byte[] bytes = module(TYPES, functions(2), globals(1), code(bytes(0x10, 1), bytes(0x01)));
        List<Boolean> known = new ArrayList<>();
        ModuleDecoder decoder = new ModuleDecoder(DecoderOptions.all(), new ModuleListener() {
            @Override
            public void body(WasmModule module, FunctionBody body) {
                known.add(module.facts().isConstantGlobal(0));
            }
        });
        decoder.feed(bytes, 0, bytes.length);
        decoder.finish();
        assertEquals(List.of(false, true), known);
    }

    @Test
    void memoriesThatNobodyGrows() {
        ModuleFacts facts = facts(
                TYPES,
                section(2, (Object) list(bytes(0, 0, 2, 0, 1), bytes(0, 0, 2, 1, 2, 2))),
                functions(1),
                section(5, (Object) list(bytes(0, 1), bytes(0, 1), bytes(1, 3, 4), bytes(1, 5, 5))),
                section(7, (Object) list(bytes("m", 2, 3), bytes("n", 2, 5))),
                code(bytes(0x41, 1, 0x40, 2, 0x1A)));
        assertEquals(
                List.of(false, true, false, false, true, true),
                IntStream.range(0, 6).mapToObj(facts::isConstantMemorySize).toList(),
                "imported, imported but bounded, grown, exported, none of it, exported but bounded");
    }

    private static ModuleFacts table(byte[] elements, byte[]... bodies) {
        return facts(TYPES, functions(bodies.length), section(4, (Object) list(bytes(0x70, 0, 5))), globals(1), elements, code(bodies));
    }

    private static byte[] elements(byte[]... segments) {
        return section(9, (Object) list(segments));
    }

    private static List<Integer> functions(ModuleFacts facts) {
        ConstantTable table = facts.constantTable(0).orElseThrow();
        return IntStream.range(-1, table.size() + 1).mapToObj(table::function).toList();
    }

    @Test
    void tablesThatNobodyWritesTo() {
        byte[] overlapping = elements(bytes(0, 0x41, 1, 0x0B, 2, 1, 0), bytes(0, 0x41, 2, 0x0B, 1, 1), bytes(1, 0, 1, 0));
        assertEquals(List.of(-1, -1, 1, 1, -1, -1, -1), functions(table(overlapping, NOTHING, NOTHING)));
        byte[] expressions = elements(bytes(4, 0x41, 3, 0x0B, 2, 0xD2, 1, 0x0B, 0xD0, 0x70, 0x0B));
        assertEquals(List.of(-1, -1, -1, -1, 1, -1, -1), functions(table(expressions, NOTHING, NOTHING)));
    }

    private static boolean isKnown(ModuleFacts facts) {
        return facts.constantTable(0).isPresent();
    }

    @Test
    void tablesThatMayChange() {
        byte[] elements = elements(bytes(0, 0x41, 0, 0x0B, 1, 0), bytes(1, 0, 1, 0));
        assertTrue(isKnown(table(elements, bytes(0x41, 0, 0x25, 0, 0x1A))));
        assertFalse(isKnown(table(elements, bytes(0x41, 0, 0xD0, 0x70, 0x26, 0))), "table.set");
        assertFalse(isKnown(table(elements, bytes(0xD0, 0x70, 0x41, 0, 0xFC, 15, 0, 0x1A))), "table.grow");
        assertFalse(isKnown(table(elements, bytes(0x41, 0, 0xD0, 0x70, 0x41, 0, 0xFC, 17, 0))), "table.fill");
        assertFalse(isKnown(table(elements, bytes(0x41, 0, 0x41, 0, 0x41, 0, 0xFC, 14, 0, 0))), "table.copy");
        assertFalse(isKnown(table(elements, bytes(0x41, 0, 0x41, 0, 0x41, 0, 0xFC, 12, 1, 0))), "table.init");
        byte[] table = section(4, (Object) list(bytes(0x70, 0, 5)));
        assertFalse(isKnown(facts(TYPES, functions(1), table, section(7, (Object) list(bytes("t", 1, 0))), code(NOTHING))));
        byte[] imported = section(2, (Object) list(bytes(0, 0, 1, 0x70, 0, 5)));
        assertFalse(isKnown(facts(TYPES, imported, functions(1), code(NOTHING))));
        ModuleFacts second = facts(TYPES, imported, functions(1), table, code(NOTHING));
        assertFalse(second.constantTable(1).isPresent(), "functions in the imported table may outlive an instantiation that fails");
    }

    @Test
    void segmentsThatAreNotPlain() {
        assertFalse(isKnown(table(elements(bytes(0, 0x41, 5, 0x0B, 1, 0)), NOTHING)), "beyond the table");
        assertFalse(isKnown(table(elements(bytes(0, 0x41, 0x7F, 0x0B, 1, 0)), NOTHING)), "far beyond it");
        assertFalse(isKnown(table(elements(bytes(0, 0x41, 0, 0x41, 1, 0x6A, 0x0B, 1, 0)), NOTHING)), "a sum");
        byte[] initialized = section(4, (Object) list(bytes(0x40, 0, 0x70, 0, 5, 0xD0, 0x70, 0x0B)));
        assertFalse(isKnown(facts(TYPES, functions(1), initialized, code(NOTHING))));
    }
}
