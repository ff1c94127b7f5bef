// SPDX-License-Identifier: Apache-2.0
package dev.tandem.decoder;

import static dev.tandem.decoder.Bytes.bytes;
import static dev.tandem.decoder.Bytes.custom;
import static dev.tandem.decoder.Bytes.emptyFunctionType;
import static dev.tandem.decoder.Bytes.list;
import static dev.tandem.decoder.Bytes.module;
import static dev.tandem.decoder.Bytes.section;
import static dev.tandem.decoder.Bytes.u32;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Every limit of a module lets pass what reaches it, and refuses one more. */
final class LimitsTest {
    private static final byte[] EMPTY_FUNCTION = bytes(0x60, 0, 0);
    private static final byte[] GLOBAL = bytes(0x7F, 0, 0x41, 0, 0x0B);

    /** Small limits, so that tests need no large modules: 3 of most things, 5 parameters, 4 results and fields, names of 9 bytes. */
    private static final DecoderOptions SMALL = new DecoderOptions(
            DecoderOptions.all().features(),
            new ImplementationLimits(200, 3, 2, 1, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 5, 4, 20, 9, 4, 9, 9, 2, 9, 9));

    private static void fits(byte[]... sections) {
        ModuleDecoder.decode(module(sections), SMALL);
    }

    private static void exceeds(byte[]... sections) {
        byte[] module = module(sections);
        var e = assertThrows(WasmFormatException.class, () -> ModuleDecoder.decode(module, SMALL));
        assertEquals(WasmFormatException.Kind.LIMIT, e.kind(), e::getMessage);
    }

    private static byte[] times(int id, int count, byte[] entry) {
        byte[][] entries = new byte[count][];
        Arrays.fill(entries, entry);
        return section(id, (Object) list(entries));
    }

    @Test
    void types() {
        fits(section(1, (Object) list(bytes(0x4E, 2, EMPTY_FUNCTION, EMPTY_FUNCTION), EMPTY_FUNCTION)));
        exceeds(section(1, (Object) list(bytes(0x4E, 3, EMPTY_FUNCTION, EMPTY_FUNCTION, EMPTY_FUNCTION), EMPTY_FUNCTION)));
        exceeds(section(1, (Object) list(bytes(0x4E, 4, new byte[12]))));
        exceeds(times(1, 3, EMPTY_FUNCTION));
    }

    @Test
    void parametersResultsAndFields() {
        byte[] i32s = new byte[9];
        Arrays.fill(i32s, (byte) 0x7F);
        fits(times(1, 1, bytes(0x60, 5, Arrays.copyOf(i32s, 5), 4, Arrays.copyOf(i32s, 4))));
        exceeds(times(1, 1, bytes(0x60, 6, Arrays.copyOf(i32s, 6), 0)));
        exceeds(times(1, 1, bytes(0x60, 0, 5, Arrays.copyOf(i32s, 5))));
        fits(times(1, 1, bytes(0x5F, 4, 0x7F, 0, 0x7F, 0, 0x7F, 0, 0x7F, 0)));
        exceeds(times(1, 1, bytes(0x5F, 5, 0x7F, 0, 0x7F, 0, 0x7F, 0, 0x7F, 0, 0x7F, 0)));
    }

    @Test
    void importsCountToo() {
        fits(emptyFunctionType(), times(2, 3, bytes("", "", 0, 0)));
        exceeds(emptyFunctionType(), times(2, 4, bytes("", "", 0, 0)));
        exceeds(emptyFunctionType(), times(2, 2, bytes("", "", 0, 0)), times(3, 2, bytes(0)));
        exceeds(times(2, 2, bytes("", "", 2, 0, 1)), times(5, 2, bytes(0, 1)));
    }

    @Test
    void definitions() {
        fits(times(4, 3, bytes(0x70, 0, 1)));
        exceeds(times(4, 4, bytes(0x70, 0, 1)));
        fits(times(5, 3, bytes(0, 1)));
        exceeds(times(5, 4, bytes(0, 1)));
        fits(emptyFunctionType(), times(13, 3, bytes(0, 0)));
        exceeds(emptyFunctionType(), times(13, 4, bytes(0, 0)));
        fits(times(6, 3, GLOBAL));
        exceeds(times(6, 4, GLOBAL));
        byte[] memory = times(5, 1, bytes(0, 1));
        fits(memory, section(7, (Object) list(bytes("a", 2, 0), bytes("b", 2, 0), bytes("c", 2, 0))));
        exceeds(memory, section(7, (Object) list(bytes("a", 2, 0), bytes("b", 2, 0), bytes("c", 2, 0), bytes("d", 2, 0))));
    }

    @Test
    void segments() {
        fits(times(9, 3, bytes(1, 0, 0)));
        exceeds(times(9, 4, bytes(1, 0, 0)));
        fits(emptyFunctionType(), times(2, 1, bytes("", "", 0, 0)), times(9, 1, bytes(1, 0, list(bytes(0), bytes(0), bytes(0)))));
        exceeds(emptyFunctionType(), times(2, 1, bytes("", "", 0, 0)), times(9, 1, bytes(1, 0, list(bytes(0), bytes(0), bytes(0), bytes(0)))));
        fits(times(11, 3, bytes(1, 0)));
        exceeds(times(11, 4, bytes(1, 0)));
        exceeds(section(12, 4));
        exceeds(section(12, (Object) u32(0xFFFFFFFFL)));
    }

    @Test
    void namesBodiesAndCustomSections() {
        fits(custom("123456789"));
        exceeds(custom("1234567890"));
        fits(custom("a"), custom("b"));
        exceeds(custom("a"), custom("b"), custom("c"));
        byte[] function = times(3, 1, bytes(0));
        fits(emptyFunctionType(), function, section(10, 1, 20, 0, new byte[] {1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1}, 0x0B));
        exceeds(emptyFunctionType(), function, section(10, 1, 21, 0, new byte[19], 0x0B));
    }

    @Test
    void moduleSize() {
        fits(custom("a", new byte[200 - 8 - 2 - 1 - 2]));
        exceeds(custom("a", new byte[200 - 8 - 2 - 1 - 1]));
        ModuleDecoder decoder = new ModuleDecoder(SMALL);
        byte[] sections = bytes(module(), custom("a", new byte[90]), custom("b", new byte[92]));
        assertEquals(198, sections.length);
        decoder.feed(sections, 0, sections.length);
        decoder.feed(bytes(0, 0x80), 0, 2);
        var e = assertThrows(WasmFormatException.class, () -> decoder.feed(new byte[1], 0, 1));
        assertEquals(WasmFormatException.Kind.LIMIT, e.kind());
        assertEquals(200, e.offset());
    }
}
