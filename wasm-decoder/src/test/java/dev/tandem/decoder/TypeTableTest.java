// SPDX-License-Identifier: Apache-2.0
package dev.tandem.decoder;

import static dev.tandem.decoder.Bytes.bytes;
import static dev.tandem.decoder.Bytes.list;
import static dev.tandem.decoder.Bytes.module;
import static dev.tandem.decoder.Bytes.section;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tandem.decoder.WasmFormatException.Kind;
import dev.tandem.decoder.type.HeapType;
import dev.tandem.decoder.type.SubType;
import dev.tandem.decoder.type.TypeSection;
import dev.tandem.decoder.type.ValueType;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

final class TypeTableTest {
    private static final int I32 = 0x7F;
    private static final int REF = 0x64;
    private static final int REF_NULL = 0x63;
    private static final byte[] EMPTY_FUNCTION = bytes(0x60, 0, 0);

    /** An open structure type with the given fields, each a type and a mutability. */
    private static byte[] struct(Object... fields) {
        return bytes(0x50, 0, 0x5F, fields.length / 2, bytes(fields));
    }

    private static byte[] sub(int supertype, Object... composite) {
        return bytes(0x50, 1, supertype, bytes(composite));
    }

    private static byte[] group(byte[]... types) {
        return bytes(0x4E, list(types));
    }

    private static TypeSection types(byte[]... types) {
        return ModuleDecoder.decode(module(section(1, (Object) list(types))), DecoderOptions.all()).types();
    }

    private static void refused(Kind kind, byte[]... types) {
        var e = assertThrows(WasmFormatException.class, () -> types(types));
        assertEquals(kind, e.kind(), e::getMessage);
    }

    @Test
    void equalDefinitionsAreOne() {
        TypeSection types = types(EMPTY_FUNCTION, bytes(0x60, 0, 1, I32), EMPTY_FUNCTION, group(EMPTY_FUNCTION), bytes(0x4F, 0, EMPTY_FUNCTION));
        assertEquals(5, types.size());
        assertEquals(0, types.canonical(2));
        assertEquals(0, types.canonical(3), "a group of one is the definition alone");
        assertEquals(0, types.canonical(4), "definitions are final unless they say otherwise");
        assertEquals(1, types.canonical(1));
        assertSame(types.get(0), types.get(2));
    }

    @Test
    void whatMakesDefinitionsDifferent() {
        byte[][] all = {
            struct(I32, 0),
            struct(I32, 1),
            bytes(0x5F, 1, I32, 0), // final
            struct(0x78, 0),
            struct(0x77, 0),
            struct(0x7E, 0),
            struct(I32, 0, I32, 0),
            struct(bytes(REF, 0x70), 0),
            struct(bytes(REF_NULL, 0x70), 0),
            sub(0, 0x5F, 1, I32, 0),
            bytes(0x60, 1, I32, 0),
            bytes(0x60, 0, 1, I32),
            bytes(0x60, 2, I32, I32, 0),
            bytes(0x60, 1, I32, 1, I32),
            bytes(0x5E, I32, 0),
        };
        TypeSection types = types(all);
        for (int i = 0; i < all.length; i++) {
            assertEquals(i, types.canonical(i));
        }
    }

    @Test
    void recursionGroupsAreEqualAsAWhole() {
        byte[] even = bytes(0x5F, 1, REF_NULL, 1, 0);
        TypeSection types = types(
                group(bytes(0x5F, 1, REF_NULL, 1, 0), bytes(0x5F, 1, REF_NULL, 0, 0)), // 0 -> 1 -> 0
                group(bytes(0x5F, 1, REF_NULL, 3, 0), bytes(0x5F, 1, REF_NULL, 2, 0)), // the same at other indices
                bytes(0x5F, 1, REF_NULL, 4, 0), // refers to itself
                even, // refers to 1 from outside of its group
                group(bytes(0x5F, 1, REF_NULL, 7, 0), bytes(0x5F, 1, REF_NULL, 6, 0), EMPTY_FUNCTION));
        assertEquals(0, types.canonical(2));
        assertEquals(1, types.canonical(3));
        assertEquals(4, types.canonical(4));
        assertEquals(5, types.canonical(5));
        assertEquals(6, types.canonical(6), "a larger group is another one");
        assertEquals(0, types.groupStart(3));
        assertEquals(2, types.groupSize(3));
        assertEquals(6, types.groupStart(8));
        assertEquals(3, types.groupSize(7));
    }

    @Test
    void referencesToMergedTypesAreMergedToo() {
        TypeSection types = types(struct(I32, 0), struct(I32, 0), bytes(0x5E, REF, 1, 0), bytes(0x5E, REF, 0, 0), sub(1, 0x5F, 1, I32, 0));
        assertEquals(2, types.canonical(3));
        assertEquals(0, types.get(4).supertype());
        assertTrue(types.isHeapSubtype(4, 0));
    }

    @Test
    void abstractHeapTypes() {
        TypeSection types = types(EMPTY_FUNCTION, bytes(0x5F, 0), bytes(0x5E, I32, 0));
        int[][] hierarchy = {
            {HeapType.EQ, HeapType.ANY},
            {HeapType.I31, HeapType.EQ, HeapType.ANY},
            {HeapType.STRUCT, HeapType.EQ, HeapType.ANY},
            {HeapType.ARRAY, HeapType.EQ, HeapType.ANY},
            {HeapType.NONE, HeapType.I31, HeapType.STRUCT, HeapType.ARRAY, HeapType.EQ, HeapType.ANY, 1, 2},
            {HeapType.NOFUNC, HeapType.FUNC, 0},
            {HeapType.NOEXTERN, HeapType.EXTERN},
            {HeapType.NOEXN, HeapType.EXN},
            {0, HeapType.FUNC},
            {1, HeapType.STRUCT, HeapType.EQ, HeapType.ANY},
            {2, HeapType.ARRAY, HeapType.EQ, HeapType.ANY},
            {HeapType.ANY}, {HeapType.FUNC}, {HeapType.EXTERN}, {HeapType.EXN},
        };
        for (int[] row : hierarchy) {
            for (int sup = HeapType.NOEXN; sup <= 2; sup++) {
                int candidate = sup;
                boolean expected = Arrays.stream(row).anyMatch(type -> type == candidate);
                assertEquals(expected, types.isHeapSubtype(row[0], sup), () -> HeapType.name(row[0]) + " <: " + HeapType.name(candidate));
                assertTrue(types.isHeapSubtype(HeapType.BOTTOM, sup));
                assertFalse(types.isHeapSubtype(sup, HeapType.BOTTOM));
            }
        }
    }

    @Test
    void valueTypes() {
        TypeSection types = types(struct(), sub(0, 0x5F, 1, I32, 0));
        ValueType superRef = ValueType.ref(false, 0);
        ValueType subRef = ValueType.ref(false, 1);
        assertTrue(types.isSubtype(subRef.code(), superRef.code()));
        assertFalse(types.isSubtype(superRef.code(), subRef.code()));
        assertTrue(types.isSubtype(subRef.code(), ValueType.ref(true, 0).code()));
        assertFalse(types.isSubtype(ValueType.ref(true, 1).code(), superRef.code()));
        assertTrue(types.isSubtype(ValueType.I32.code(), ValueType.I32.code()));
        assertFalse(types.isSubtype(ValueType.I32.code(), ValueType.I64.code()));
        assertFalse(types.isSubtype(ValueType.I32.code(), ValueType.ANYREF.code()));
        assertFalse(types.isSubtype(ValueType.FUNCREF.code(), ValueType.ANYREF.code()));
        assertTrue(types.isSubtype(ValueType.BOTTOM_CODE, ValueType.V128.code()));
    }

    @Test
    void declaredSupertypesMustMatch() {
        byte[] one = struct(I32, 0);
        types(one, sub(0, 0x5F, 2, I32, 0, I32, 1));
        refused(Kind.INVALID, one, sub(0, 0x5F, 0));
        refused(Kind.INVALID, one, sub(0, 0x5F, 1, 0x7E, 0));
        refused(Kind.INVALID, one, sub(0, 0x5F, 1, I32, 1));
        refused(Kind.INVALID, one, sub(0, 0x5F, 1, 0x78, 0));
        refused(Kind.INVALID, one, sub(0, 0x5E, I32, 0));
        refused(Kind.INVALID, bytes(0x5F, 1, I32, 0), sub(0, 0x5F, 1, I32, 0));
    }

    @Test
    void fieldsThatCanBeWrittenAreOfOneType() {
        byte[] a = struct();
        byte[] b = sub(0, 0x5F, 1, I32, 0);
        byte[] readable = bytes(0x50, 0, 0x5E, REF, 0, 0);
        byte[] writable = bytes(0x50, 0, 0x5E, REF, 0, 1);
        types(a, b, readable, sub(2, 0x5E, REF, 1, 0));
        types(a, b, writable, sub(2, 0x5E, REF, 0, 1));
        refused(Kind.INVALID, a, b, writable, sub(2, 0x5E, REF, 1, 1));
        refused(Kind.INVALID, a, b, bytes(0x50, 0, 0x5E, REF, 1, 0), sub(2, 0x5E, REF, 0, 0));
    }

    @Test
    void functionsVaryAsTheirParametersAndResultsDo() {
        byte[] a = struct();
        byte[] b = sub(0, 0x5F, 1, I32, 0);
        byte[] function = bytes(0x50, 0, 0x60, 1, REF, 1, 1, REF, 0);
        types(a, b, function, sub(2, 0x60, 1, REF, 0, 1, REF, 1));
        refused(Kind.INVALID, a, b, bytes(0x50, 0, 0x60, 1, REF, 0, 0), sub(2, 0x60, 1, REF, 1, 0));
        refused(Kind.INVALID, a, b, bytes(0x50, 0, 0x60, 0, 1, REF, 1), sub(2, 0x60, 0, 1, REF, 0));
        refused(Kind.INVALID, a, b, function, sub(2, 0x60, 0, 1, REF, 1));
    }

    @Test
    void supertypesInsideAGroup() {
        TypeSection types = types(group(
                bytes(0x50, 0, 0x5F, 1, REF_NULL, 1, 0), // 0: refers to its subtype
                sub(0, 0x5F, 1, REF_NULL, 2, 0), // 1: its field is of 2, which is below 1
                sub(1, 0x5F, 1, REF_NULL, 2, 0)));
        assertTrue(types.isHeapSubtype(2, 0));
        assertFalse(types.isHeapSubtype(0, 2));
        refused(Kind.INVALID, group(sub(1, 0x5F, 0), struct()));
    }

    @Test
    void sixtyThreeSupertypesAtMost() {
        byte[][] chain = new byte[65][];
        chain[0] = struct();
        for (int i = 1; i < chain.length; i++) {
            chain[i] = sub(i - 1, 0x5F, i, repeat(i));
        }
        TypeSection types = types(Arrays.copyOf(chain, 64));
        assertTrue(types.isHeapSubtype(63, 0));
        assertTrue(types.isHeapSubtype(63, 62));
        assertFalse(types.isHeapSubtype(62, 63));
        refused(Kind.LIMIT, chain);
    }

    private static byte[] repeat(int fields) {
        byte[] list = new byte[2 * fields];
        for (int i = 0; i < fields; i++) {
            list[2 * i] = I32;
        }
        return list;
    }

    @Test
    void emptyGroups() {
        TypeSection types = types(group(), EMPTY_FUNCTION, group());
        assertEquals(1, types.size());
    }

    @Test
    void supertypeOfADefinitionWithoutOne() {
        assertEquals(SubType.NO_SUPERTYPE, types(EMPTY_FUNCTION).get(0).supertype());
    }
}
