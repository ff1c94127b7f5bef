// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.type;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tandem.decoder.DecoderOptions;
import dev.tandem.decoder.ModuleDecoder;
import dev.tandem.decoder.type.FunctionType;
import dev.tandem.decoder.type.HeapType;
import dev.tandem.decoder.type.TypeSection;
import dev.tandem.decoder.type.ValueType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Identities of types across modules. Type definitions are written in the binary format. */
final class TypeRegistryTest {
    private static final String NOTHING = "600000";
    private static final String I32_TO_I32 = "60017f017f";

    private final TypeRegistry registry = new TypeRegistry();

    /** A module's type section of these recursion groups. */
    private static TypeSection types(String... groups) {
        String content = HexFormat.of().toHexDigits((byte) groups.length) + String.join("", groups);
        String section = "01" + HexFormat.of().toHexDigits((byte) (content.length() / 2)) + content;
        return ModuleDecoder.decode(HexFormat.of().parseHex("0061736d01000000" + section), DecoderOptions.all())
                .types();
    }

    private static String group(String... definitions) {
        return "4e" + HexFormat.of().toHexDigits((byte) definitions.length) + String.join("", definitions);
    }

    /** Identity of type {@code index} in a module of these groups. */
    private int id(int index, String... groups) {
        return registry.register(types(groups)).id(index);
    }

    @Test
    void equalTypesOfDifferentModulesAreOne() {
        assertEquals(id(0, NOTHING), id(1, I32_TO_I32, NOTHING));
        assertEquals(id(0, NOTHING), id(2, NOTHING, I32_TO_I32, NOTHING));
        assertNotEquals(id(0, NOTHING), id(0, I32_TO_I32));
        assertEquals(
                id(0, I32_TO_I32), registry.id(new FunctionType(List.of(ValueType.I32), List.of(ValueType.I32))));
        assertEquals(id(0, group(NOTHING)), id(0, NOTHING), "a group of one is no other than the type alone");
    }

    @Test
    void nearMissesAreDifferent() {
        List<Integer> ids = List.of(
                id(0, NOTHING),
                id(0, "5000" + NOTHING), // not final
                id(0, "60017f00"),
                id(0, "6000017f"),
                id(0, "60017e00"),
                id(0, "60016f00"),
                id(0, "60017000"),
                id(0, "60016400" + "00"), // (ref 0): itself
                id(0, "60016300" + "00"), // (ref null 0)
                id(0, "60016470" + "00"), // (ref func)
                id(1, NOTHING, "60016400" + "00"), // (ref 0): another
                id(0, group(NOTHING, NOTHING)),
                id(1, group(NOTHING, NOTHING)),
                id(0, group(NOTHING, I32_TO_I32)),
                id(0, "5f00"),
                id(0, "5f017f00"),
                id(0, "5f017f01"),
                id(0, "5f017800"),
                id(0, "5f017700"),
                id(0, "5e7f00"),
                id(0, "5e7f01"),
                id(0, "5e7800"));
        assertEquals(ids.size(), ids.stream().distinct().count(), ids::toString);
    }

    @Test
    void recursionGroupsAreComparedAsWholes() {
        // Two types that refer to each other; in the second module one index later.
        String even = group("60016401" + "00", "60016400" + "00");
        String moved = group("60016402" + "00", "60016401" + "00");
        assertEquals(id(0, even), id(1, NOTHING, moved));
        assertEquals(id(1, even), id(2, NOTHING, moved));
        assertNotEquals(id(0, even), id(1, even), "equal but for their place in the group");
        // The same definitions, where the second refers to itself.
        assertNotEquals(id(0, even), id(0, group("60016401" + "00", "60016401" + "00")));
    }

    @Test
    void referencesToOtherGroupsCountByIdentity() {
        String takesFirst = "60016400" + "00";
        assertEquals(id(1, NOTHING, takesFirst), id(2, NOTHING, I32_TO_I32, takesFirst));
        assertNotEquals(id(1, NOTHING, takesFirst), id(1, I32_TO_I32, takesFirst));
    }

    @Test
    void subtypesAreKnownByTheirPath() {
        // $0 open; $1 <: $0 open; $2 <: $1 final; $3 <: $0 final.
        String[] chain = {"5000" + "5f00", "500100" + "5f017f00", "4f0101" + "5f027f007e00", "4f0100" + "5f017e00"};
        RegisteredTypes types = registry.register(types(chain));
        boolean[][] expected = {
            {true, false, false, false}, {true, true, false, false}, {true, true, true, false}, {true, false, false, true}
        };
        for (int sub = 0; sub < 4; sub++) {
            for (int sup = 0; sup < 4; sup++) {
                assertEquals(expected[sub][sup], types.isSubtype(types.id(sub), types.id(sup)), sub + " <: " + sup);
            }
        }
        int elsewhere = registry.register(types(NOTHING, chain[0])).id(1);
        assertTrue(registry.isSubtype(types.id(2), elsewhere), "the supertype defined by another module");
        assertFalse(registry.isSubtype(types.id(2), id(0, "5f00")), "a final type has no subtypes");
    }

    @Test
    void valueTypesAcrossModules() {
        RegisteredTypes types = registry.register(types("5f00", NOTHING));
        int structure = types.code(ValueType.ref(false, 0));
        int nullableFunction = types.code(ValueType.ref(true, 1));
        assertTrue(registry.isValueSubtype(structure, ValueType.ref(false, HeapType.STRUCT).code()));
        assertTrue(registry.isValueSubtype(structure, ValueType.ref(true, HeapType.EQ).code()));
        assertTrue(registry.isValueSubtype(structure, ValueType.ANYREF.code()));
        assertFalse(registry.isValueSubtype(structure, ValueType.FUNCREF.code()));
        assertFalse(registry.isValueSubtype(structure, nullableFunction));
        assertTrue(registry.isValueSubtype(nullableFunction, ValueType.FUNCREF.code()));
        assertFalse(registry.isValueSubtype(nullableFunction, ValueType.ref(false, HeapType.FUNC).code()));
        assertTrue(registry.isValueSubtype(ValueType.ref(true, HeapType.NOFUNC).code(), nullableFunction));
        assertFalse(registry.isValueSubtype(ValueType.ref(true, HeapType.NONE).code(), nullableFunction));
        assertTrue(registry.isValueSubtype(ValueType.ref(false, HeapType.NONE).code(), structure));
        assertFalse(registry.isValueSubtype(ValueType.FUNCREF.code(), nullableFunction));
        assertFalse(registry.isValueSubtype(ValueType.I32.code(), ValueType.I64.code()));
        assertTrue(registry.isValueSubtype(ValueType.I32.code(), ValueType.I32.code()));
        assertTrue(types.isFunction(ValueType.ref(false, 1)));
        assertFalse(types.isFunction(ValueType.ref(false, 0)));
        assertFalse(types.isFunction(ValueType.I32));
        assertTrue(registry.abstractTypes().isFunction(ValueType.FUNCREF));
    }

    /** Many threads register the same modules in different orders, and agree. */
    @Test
    void threadsAgree() throws Exception {
        long seed = Long.getLong("tandem.test.seed", System.nanoTime());
        List<TypeSection> modules = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            String number = HexFormat.of().toHexDigits((byte) (0x7c + i % 4));
            String second = HexFormat.of().toHexDigits((byte) (0x7c + i / 4 % 4));
            modules.add(types(
                    "6001" + number + "01" + second, group("6002" + number + "6402" + "00", "60016401" + "01" + second)));
        }
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            List<Future<int[][]>> results = new ArrayList<>();
            for (int t = 0; t < 8; t++) {
                Random random = new Random(seed + t);
                results.add(threads.submit(() -> {
                    List<Integer> order = new ArrayList<>();
                    for (int i = 0; i < modules.size(); i++) {
                        order.add(i);
                    }
                    Collections.shuffle(order, random);
                    int[][] ids = new int[modules.size()][];
                    for (int index : order) {
                        TypeSection module = modules.get(index);
                        RegisteredTypes types = registry.register(module);
                        ids[index] = new int[module.size()];
                        Arrays.setAll(ids[index], types::id);
                    }
                    return ids;
                }));
            }
            int[][] first = results.getFirst().get();
            for (Future<int[][]> result : results) {
                assertArrayEquals(first, result.get(), "-Dtandem.test.seed=" + seed);
            }
        }
    }
}
