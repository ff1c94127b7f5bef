// SPDX-License-Identifier: Apache-2.0
package dev.tandem.cli.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tandem.ir.code.CodeSymbol;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SymbolFilesTest {
    private static final List<CodeSymbol> SYMBOLS =
            List.of(new CodeSymbol(0x7f00_0000_1000L, 48, "m.first[1]:BASELINE"), new CodeSymbol(0x7f00_0000_2000L, 16, "m.other[2]:OPTIMIZED"));

    @Test
    void perfsMap() {
        assertEquals("7f0000001000 30 m.first[1]:BASELINE\n7f0000002000 10 m.other[2]:OPTIMIZED\n", SymbolFiles.perfMap(SYMBOLS));
    }

    @Test
    void anElfFileWithASymbolAFunction() {
        byte[] bytes = ElfSymbols.file(SYMBOLS);
        ByteBuffer file = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        assertEquals(0x464c457f, file.getInt(0));
        int sections = (int) file.getLong(40);
        assertEquals(bytes.length, sections + 64 * file.getShort(60));
        int text = sections + 64;
        assertEquals(0x7f00_0000_1000L, file.getLong(text + 16));
        assertEquals(0x1010, file.getLong(text + 32));
        int table = (int) file.getLong(sections + 128 + 24);
        assertEquals(3 * 24, file.getLong(sections + 128 + 32));
        int second = table + 48;
        assertEquals(0x7f00_0000_2000L, file.getLong(second + 8));
        assertEquals(16, file.getLong(second + 16));
        int names = (int) file.getLong(sections + 192 + 24);
        String name = "m.other[2]:OPTIMIZED";
        assertEquals(name, new String(bytes, names + file.getInt(second), name.length(), StandardCharsets.UTF_8));
    }
}
