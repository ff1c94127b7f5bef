// SPDX-License-Identifier: Apache-2.0
package dev.tandem.cli.run;

import dev.tandem.ir.code.CodeSymbol;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** An ELF file that holds nothing but symbols: an empty text section where the code lies, and its functions. */
@SuppressWarnings("ByteBufferBackingArray") // made by allocate, in little()
final class ElfSymbols {
    private static final int HEADER = 64;
    private static final int SECTION_HEADER = 64;
    private static final int SYMBOL = 24;
    private static final int SECTIONS = 5;
    private static final byte[] SECTION_NAMES =
            "\0.text\0.symtab\0.strtab\0.shstrtab\0".getBytes(StandardCharsets.US_ASCII);

    private static final short EXECUTABLE = 2;
    private static final short X86_64 = 62;
    private static final byte GLOBAL_FUNCTION = 0x12;
    private static final int SYMTAB = 2;
    private static final int STRTAB = 3;
    private static final int NOBITS = 8;
    private static final long ALLOCATED_CODE = 6;

    private ElfSymbols() {}

    static byte[] file(List<CodeSymbol> symbols) {
        ByteArrayOutputStream names = new ByteArrayOutputStream();
        names.write(0);
        ByteBuffer table = little(SYMBOL * (symbols.size() + 1));
        table.position(SYMBOL);
        long low = symbols.isEmpty() ? 0 : symbols.getFirst().address();
        long high = low;
        for (CodeSymbol symbol : symbols) {
            table.putInt(names.size()).put(GLOBAL_FUNCTION).put((byte) 0).putShort((short) 1);
            table.putLong(symbol.address()).putLong(symbol.size());
            names.writeBytes(symbol.name().getBytes(StandardCharsets.UTF_8));
            names.write(0);
            high = Math.max(high, symbol.address() + symbol.size());
        }
        int tableAt = HEADER;
        int namesAt = tableAt + table.capacity();
        int sectionNamesAt = namesAt + names.size();
        int sectionsAt = (sectionNamesAt + SECTION_NAMES.length + 7) & -8;
        ByteBuffer file = little(sectionsAt + SECTIONS * SECTION_HEADER);
        file.put(new byte[] {0x7f, 'E', 'L', 'F', 2, 1, 1}).position(16);
        file.putShort(EXECUTABLE).putShort(X86_64).putInt(1).putLong(0).putLong(0).putLong(sectionsAt).putInt(0);
        file.putShort((short) HEADER).putShort((short) 0).putShort((short) 0);
        file.putShort((short) SECTION_HEADER).putShort((short) SECTIONS).putShort((short) (SECTIONS - 1));
        file.put(table.array()).put(names.toByteArray()).put(SECTION_NAMES);
        file.position(sectionsAt + SECTION_HEADER);
        section(file, 1, NOBITS, ALLOCATED_CODE, low, HEADER, high - low, 0, 0, 16, 0);
        section(file, 7, SYMTAB, 0, 0, tableAt, table.capacity(), 3, 1, 8, SYMBOL);
        section(file, 15, STRTAB, 0, 0, namesAt, names.size(), 0, 0, 1, 0);
        section(file, 23, STRTAB, 0, 0, sectionNamesAt, SECTION_NAMES.length, 0, 0, 1, 0);
        return file.array();
    }

    private static ByteBuffer little(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static void section(
            ByteBuffer file,
            int name,
            int type,
            long flags,
            long address,
            long offset,
            long size,
            int link,
            int info,
            long alignment,
            long entrySize) {
        file.putInt(name).putInt(type).putLong(flags).putLong(address).putLong(offset).putLong(size);
        file.putInt(link).putInt(info).putLong(alignment).putLong(entrySize);
    }
}
