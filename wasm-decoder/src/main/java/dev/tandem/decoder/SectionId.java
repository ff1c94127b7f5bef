// SPDX-License-Identifier: Apache-2.0
package dev.tandem.decoder;

/** The sections, in the order in which a module may have them. Custom sections stand anywhere. */
enum SectionId {
    CUSTOM(0),
    TYPE(1),
    IMPORT(2),
    FUNCTION(3),
    TABLE(4),
    MEMORY(5),
    TAG(13),
    GLOBAL(6),
    EXPORT(7),
    START(8),
    ELEMENT(9),
    DATA_COUNT(12),
    CODE(10),
    DATA(11);

    private static final SectionId[] BY_CODE = new SectionId[14];

    static {
        for (SectionId id : values()) {
            BY_CODE[id.code] = id;
        }
    }

    private final int code;

    SectionId(int code) {
        this.code = code;
    }

    /** The section with that id byte. */
    static SectionId of(int code, int offset) {
        if (code >= BY_CODE.length) {
            throw WasmFormatException.malformed("malformed section id " + code, offset);
        }
        return BY_CODE[code];
    }
}
