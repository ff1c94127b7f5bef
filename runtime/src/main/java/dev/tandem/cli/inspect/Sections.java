// SPDX-License-Identifier: Apache-2.0
package dev.tandem.cli.inspect;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The sections of a module that was found valid, with their places in the binary. */
final class Sections {
    private static final int HEADER_SIZE = 8;
    private static final String[] NAMES = {
        "custom", "type", "import", "function", "table", "memory", "global", "export", "start", "element", "code", "data",
        "data count", "tag"
    };

    private final byte[] bytes;
    private int position = HEADER_SIZE;

    /**
     * A section.
     *
     * @param name what the specification calls it; a custom section's own name in quotes
     * @param offset byte offset in the module of its content
     * @param size of its content in bytes
     */
    record Section(String name, int offset, int size) {}

    private Sections(byte[] bytes) {
        this.bytes = bytes;
    }

    /** @param bytes a valid module */
    static List<Section> of(byte[] bytes) {
        return new Sections(bytes).read();
    }

    private List<Section> read() {
        List<Section> sections = new ArrayList<>();
        while (position < bytes.length) {
            int id = bytes[position++];
            int size = unsigned();
            int start = position;
            sections.add(new Section(id == 0 ? "custom \"" + name() + "\"" : NAMES[id], start, size));
            position = start + size;
        }
        return sections;
    }

    private String name() {
        int length = unsigned();
        return new String(bytes, position, length, StandardCharsets.UTF_8);
    }

    private int unsigned() {
        int value = 0;
        int shift = 0;
        byte b;
        do {
            b = bytes[position++];
            value |= (b & 0x7f) << shift;
            shift += 7;
        } while (b < 0);
        return value;
    }
}
