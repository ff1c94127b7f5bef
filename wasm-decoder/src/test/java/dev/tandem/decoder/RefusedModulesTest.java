// SPDX-License-Identifier: Apache-2.0
package dev.tandem.decoder;

import static dev.tandem.decoder.Bytes.bytes;
import static dev.tandem.decoder.Bytes.code;
import static dev.tandem.decoder.Bytes.custom;
import static dev.tandem.decoder.Bytes.emptyFunctionType;
import static dev.tandem.decoder.Bytes.list;
import static dev.tandem.decoder.Bytes.module;
import static dev.tandem.decoder.Bytes.section;
import static dev.tandem.decoder.Bytes.u32;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tandem.decoder.WasmFormatException.Kind;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is wrong with a module, where, and at which byte the decoder knows. */
final class RefusedModulesTest {
    private static final byte[] FUNCTION = section(3, (Object) list(bytes(0)));
    private static final byte[] TABLE = section(4, (Object) list(bytes(0x70, 0, 1)));
    private static final byte[] MEMORY = section(5, (Object) list(bytes(0, 1)));

    /**
     * @param offset where the error is said to be
     * @param known number of bytes after which the decoder must refuse; -1 if only the end of the module proves the error
     */
    private record Case(String name, Kind kind, int offset, int known, byte[] module) {
        @Override
        public String toString() {
            return name;
        }
    }

    /** An error that its own byte proves. */
    private static Case at(String name, Kind kind, int offset, byte[] module) {
        return new Case(name, kind, offset, offset + 1, module);
    }

    /** An error in something of several bytes, known with the last one. */
    private static Case in(String name, Kind kind, int offset, int known, byte[] module) {
        return new Case(name, kind, offset, known, module);
    }

    private static Case atEnd(String name, int offset, byte[] module) {
        return new Case(name, Kind.MALFORMED, offset, -1, module);
    }

    static Stream<Case> cases() {
        Kind malformed = Kind.MALFORMED;
        Kind invalid = Kind.INVALID;
        return Stream.of(
                atEnd("nothing", 0, bytes()),
                atEnd("half a header", 4, bytes(0, (int) 'a', (int) 's', (int) 'm')),
                at("other magic", malformed, 2, bytes(0, (int) 'a', (int) 'S')),
                at("other version", malformed, 4, bytes(0, (int) 'a', (int) 's', (int) 'm', 2)),
                atEnd("section without size", 9, module(bytes(1))),
                atEnd("section cut off", 10, module(bytes(1, 5))),
                at("unknown section", malformed, 8, module(section(14))),
                at("section id with padding", malformed, 8, module(bytes(0x81, 0, 1, 0))),
                at("section twice", malformed, 13, module(section(5, 1, 0, 1), section(5, 1, 0, 1))),
                at("section out of order", malformed, 13, module(section(5, 1, 0, 1), emptyFunctionType())),
                at("tag section after globals", malformed, 11, module(section(6, 0), section(13, 0))),
                in("section of 2^32-1 bytes", Kind.LIMIT, 9, 14, module(bytes(1, u32(0xFFFFFFFFL)))),
                at("section size of 6 bytes", malformed, 13, module(bytes(1, 0x80, 0x80, 0x80, 0x80, 0x80, 0))),
                at("section size of 33 bits", malformed, 13, module(bytes(1, 0x80, 0x80, 0x80, 0x80, 0x10))),
                in("section longer than its content", malformed, 11, 11, module(section(1, 0, 0))),
                in("section shorter than its content", malformed, 13, 13, module(bytes(1, 3, 1, 0x60, 0), bytes(0))),
                in("empty section", malformed, 10, 10, module(section(1))),
                in("more entries than bytes", malformed, 10, 11, module(section(1, 3, 0x60, 0))),
                at("unknown type form", malformed, 11, module(section(1, 1, 0x61, 0, 0))),
                at("unknown value type", malformed, 13, module(section(1, 1, 0x60, 1, 0x40, 0))),
                in("unknown type", invalid, 14, 15, module(section(1, 1, 0x60, 1, 0x64, 1, 0))),
                in("heap type of a long negative number", malformed, 14, 16, module(section(1, 1, 0x60, 1, 0x64, 0xF0, 0x7F, 0))),
                in("two supertypes", invalid, 14, 16, module(section(1, 2, 0x60, 0, 0, 0x50, 2, 0, 0, 0x60, 0, 0))),
                in("supertype is itself", invalid, 13, 14, module(section(1, 1, 0x50, 1, 0, 0x60, 0, 0))),
                in("supertype is final", invalid, 14, 20, module(section(1, 2, 0x60, 0, 0, 0x50, 1, 0, 0x60, 0, 0))),
                in("packed field of unknown mutability", malformed, 14, 15, module(section(1, 1, 0x5F, 1, 0x78, 2))),
                at("import of unknown kind", malformed, 13, module(section(2, 1, 0, 0, 5, 0))),
                at("module name that is no UTF-8", malformed, 12, module(section(2, 1, 2, 0xFF, 0x61, 0, 0, 0))),
                in("import name with a surrogate", malformed, 13, 15, module(section(2, 1, 0, 3, 0xED, 0xA0, 0x80, 0, 0))),
                at("name with a cut character", malformed, 13, module(section(2, 1, 2, (int) 'a', 0xC3, 0, 0, 0))),
                at("custom section name longer than it", malformed, 10, module(section(0, 2, (int) 'a'))),
                in("function of unknown type", invalid, 17, 18, module(emptyFunctionType(), section(3, 1, 1))),
                in("function of a structure type", invalid, 16, 17, module(section(1, 1, 0x5F, 0), section(3, 1, 0))),
                at("table of numbers", malformed, 11, module(section(4, 1, 0x7F, 0, 0))),
                at("shared table", malformed, 12, module(section(4, 1, 0x70, 3, 0, 1))),
                in("table of references without null", invalid, 11, 15, module(section(4, 1, 0x64, 0x70, 0, 0))),
                in("table with minimum over maximum", invalid, 12, 15, module(section(4, 1, 0x70, 1, 2, 1))),
                at("memory limits with unknown flags", malformed, 11, module(section(5, 1, 8, 1, 1))),
                at("shared memory without maximum", invalid, 11, module(section(5, 1, 2, 1))),
                in("memory over 4 GiB", invalid, 11, 15, module(section(5, 1, 0, u32(65537)))),
                in("memory over 2^48 pages", invalid, 11, 19, module(section(5, 1, 4, u32((1L << 48) + 1)))),
                at("unknown mutability", malformed, 12, module(section(6, 1, 0x7F, 2, 0x41, 0, 0x0B))),
                at("tag with an attribute", malformed, 17, module(emptyFunctionType(), section(13, 1, 1, 0))),
                in("tag with results", invalid, 19, 20, module(section(1, 1, 0x60, 0, 1, 0x7F), section(13, 1, 0, 0))),
                in("export name twice", invalid, 20, 22, module(MEMORY, section(7, 2, 1, (int) 'a', 2, 0, 1, (int) 'a', 2, 0))),
                at("export of unknown kind", malformed, 18, module(MEMORY, section(7, 1, 1, (int) 'a', 5, 0))),
                in("export of an unknown global", invalid, 19, 20, module(MEMORY, section(7, 1, 1, (int) 'a', 3, 0))),
                in("unknown start function", invalid, 10, 11, module(section(8, 0))),
                in("start function with a parameter", invalid, 21, 22,
                        module(section(1, 1, 0x60, 1, 0x7F, 0), FUNCTION, section(8, 0), code(bytes()))),
                in("element segment of unknown form", malformed, 17, 18, module(TABLE, section(9, 1, 8, 0, 0, 0))),
                in("element segment without table", invalid, 12, 12, module(section(9, 1, 0, 0x41, 0, 0x0B, 0))),
                at("element segment of unknown kind", malformed, 18, module(TABLE, section(9, 1, 1, 1, 0))),
                in("element that is no function", invalid, 22, 23, module(TABLE, section(9, 1, 0, 0x41, 0, 0x0B, 1, 0))),
                in("externref elements for functions", invalid, 22, 23, module(TABLE, section(9, 1, 6, 0, 0x41, 0, 0x0B, 0x6F, 0))),
                in("fewer bodies than functions", malformed, 20, 21, module(emptyFunctionType(), FUNCTION, section(10, 0))),
                at("no bodies, but data", malformed, 18, module(emptyFunctionType(), FUNCTION, section(11, 0))),
                atEnd("no bodies", 18, module(emptyFunctionType(), FUNCTION)),
                in("bodies without functions", malformed, 10, 11, module(section(10, 1, 2, 0, 0x0B))),
                in("body longer than the section", malformed, 21, 22,
                        module(emptyFunctionType(), FUNCTION, section(10, 1, 3, 0, 0x0B))),
                in("body over the limit", Kind.LIMIT, 24, 28,
                        module(emptyFunctionType(), FUNCTION, bytes(10, u32(8_000_000), 1, u32(7_654_322)))),
                in("body without end", malformed, 24, 24, module(emptyFunctionType(), FUNCTION, section(10, 1, 2, 0, 1))),
                in("data segment of unknown form", malformed, 16, 17, module(MEMORY, section(11, 1, 3, 0))),
                in("data segment without memory", invalid, 12, 12, module(section(11, 1, 0, 0x41, 0, 0x0B, 0))),
                in("data segment longer than the section", malformed, 20, 21,
                        module(MEMORY, section(11, 1, 0, 0x41, 0, 0x0B, 2, 0))),
                in("constant expression without end", malformed, 19, 19, module(MEMORY, section(11, 1, 0, 0x41, 0))),
                in("less data than announced", malformed, 13, 14, module(section(12, 1), section(11, 0))),
                atEnd("no data, but announced", 11, module(section(12, 1))),
                in("global that reads itself", invalid, 13, 15, module(section(6, 1, 0x7F, 0, 0x23, 0, 0x0B))));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void isRefused(Case c) {
        var e = assertThrows(WasmFormatException.class, () -> ModuleDecoder.decode(c.module, DecoderOptions.all()));
        assertEquals(c.kind, e.kind(), e::getMessage);
        assertEquals(c.offset, e.offset(), e::getMessage);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void isRefusedAtTheEarliestByte(Case c) {
        ModuleDecoder decoder = new ModuleDecoder(DecoderOptions.all());
        for (int i = 0; i < c.module.length; i++) {
            int at = i;
            if (i + 1 == c.known) {
                var e = assertThrows(WasmFormatException.class, () -> decoder.feed(c.module, at, 1));
                assertEquals(c.offset, e.offset());
                return;
            }
            decoder.feed(c.module, at, 1);
        }
        assertEquals(-1, c.known, "not refused in time");
        assertThrows(WasmFormatException.class, decoder::finish);
    }

    @Test
    void everyTruncationIsRefused() {
        byte[] whole = Samples.everything();
        int valid = 0;
        for (int size = 0; size < whole.length; size++) {
            byte[] truncated = Arrays.copyOf(whole, size);
            try {
                ModuleDecoder.decode(truncated, DecoderOptions.all());
                valid++;
            } catch (WasmFormatException e) {
                assertTrue(e.offset() <= size, e::getMessage);
            }
        }
        assertTrue(valid < 10, "only a cut between sections can leave a valid module");
    }

    @Test
    void hugeCountsAllocateNothing() {
        byte[] most = u32(0xFFFFFFFFL);
        byte[] large = u32(1 << 29);
        for (int id : new int[] {0, 1, 2, 3, 4, 5, 13, 6, 7, 9, 12, 10, 11}) {
            for (byte[] count : new byte[][] {most, large, u32(900_000)}) {
                byte[] claimed = module(bytes(id, large, count));
                assertThrows(WasmFormatException.class, () -> ModuleDecoder.decode(claimed, DecoderOptions.all()));
            }
        }
        assertThrows(WasmFormatException.class, () -> ModuleDecoder.decode(module(bytes(0, large, 1, (int) 'a')), DecoderOptions.all()));
        byte[] body = module(emptyFunctionType(), FUNCTION, bytes(10, large, 1, u32(7_000_000)));
        assertThrows(WasmFormatException.class, () -> ModuleDecoder.decode(body, DecoderOptions.all()));
        byte[] data = module(MEMORY, bytes(11, large, 1, 1, u32(1 << 28)));
        assertThrows(WasmFormatException.class, () -> ModuleDecoder.decode(data, DecoderOptions.all()));
        assertThrows(WasmFormatException.class, () -> ModuleDecoder.decode(module(custom("x"), bytes(0, large)), DecoderOptions.all()));
    }
}
