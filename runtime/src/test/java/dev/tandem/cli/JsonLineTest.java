// SPDX-License-Identifier: Apache-2.0
package dev.tandem.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class JsonLineTest {
    @Test
    void keysInOrderAndQuoted() {
        JsonLine inner = new JsonLine().put("100", 3);
        JsonLine line = new JsonLine().put("sum", -7).put("ms", 1234.56789).put("curve", inner).put("name", "a\"b\\\u0001");
        assertEquals("{\"sum\":-7,\"ms\":1234.568,\"curve\":{\"100\":3},\"name\":\"a\\\"b\\\\\\u0001\"}", line.toString());
    }

    @Test
    void decimalsHaveNoExponent() {
        assertEquals("0.000", JsonLine.decimal(1e-9));
        assertEquals("-0.500", JsonLine.decimal(-0.5));
        assertEquals("0.000", JsonLine.decimal(-1e-9));
        assertEquals("12345678901.000", JsonLine.decimal(12345678901.0));
    }
}
