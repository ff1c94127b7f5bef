// SPDX-License-Identifier: Apache-2.0
package dev.tandem.cli.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tandem.api.V128;
import dev.tandem.cli.BadInputException;
import dev.tandem.decoder.type.HeapType;
import dev.tandem.decoder.type.ValueType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ValueTextTest {
    private static @Nullable Object parse(String text, ValueType type) {
        return ValueText.parse(text, type, 0);
    }

    private static void refuses(ValueType type, String... texts) {
        for (String text : texts) {
            var e = assertThrows(BadInputException.class, () -> ValueText.parse(text, type, 2), text);
            assertTrue(String.valueOf(e.getMessage()).startsWith("argument 3 "), e.getMessage());
        }
    }

    @Test
    void integers() {
        assertEquals(-1, parse("-1", ValueType.I32));
        assertEquals(-1, parse("4294967295", ValueType.I32));
        assertEquals(Integer.MIN_VALUE, parse("-2147483648", ValueType.I32));
        assertEquals(255, parse("0xff", ValueType.I32));
        assertEquals(-1L, parse("18446744073709551615", ValueType.I64));
        assertEquals(Long.MIN_VALUE, parse("-0x8000000000000000", ValueType.I64));
        refuses(ValueType.I32, "", "-", "4294967296", "-2147483649", "1.5", "0x", "0x-1", "--1", "a", "1 ", "null");
        refuses(ValueType.I64, "18446744073709551616");
    }

    @Test
    void floats() {
        assertEquals(1.5f, parse("1.5", ValueType.F32));
        assertEquals(-0.0, parse("-0", ValueType.F64));
        assertEquals(Double.NEGATIVE_INFINITY, parse("-inf", ValueType.F64));
        assertEquals(Float.NaN, parse("nan", ValueType.F32));
        assertEquals(3.0, parse("0x1.8p1", ValueType.F64));
        refuses(ValueType.F32, "", "1f", "1d", " 1", "one");
    }

    @Test
    void vectorsAndReferences() {
        assertEquals(new V128(2, 1), parse("0x00000000000000010000000000000002", ValueType.V128));
        assertNull(parse("null", ValueType.EXTERNREF));
        refuses(ValueType.EXTERNREF, "1");
        refuses(ValueType.ref(false, HeapType.FUNC), "null");
    }

    @Test
    void results() {
        assertEquals("-1", ValueText.format(-1));
        assertEquals("1.5", ValueText.format(1.5f));
        assertEquals("nan", ValueText.format(Double.NaN));
        assertEquals("-inf", ValueText.format(Float.NEGATIVE_INFINITY));
        assertEquals("0x00000000000000010000000000000002", ValueText.format(new V128(2, 1)));
        assertEquals("null", ValueText.format(null));
        assertEquals("externref", ValueText.format("x"));
    }
}
