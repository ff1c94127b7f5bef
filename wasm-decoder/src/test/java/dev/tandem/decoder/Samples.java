// SPDX-License-Identifier: Apache-2.0
package dev.tandem.decoder;

import static dev.tandem.decoder.Bytes.bytes;
import static dev.tandem.decoder.Bytes.code;
import static dev.tandem.decoder.Bytes.custom;
import static dev.tandem.decoder.Bytes.list;
import static dev.tandem.decoder.Bytes.module;
import static dev.tandem.decoder.Bytes.section;

/** Modules made by hand. */
final class Samples {
    static final int I32 = 0x7F;
    static final int I64 = 0x7E;
    static final int FUNCREF = 0x70;

    private static final byte[] I32_CONST_1 = bytes(0x41, 1, 0x0B);
    private static final byte[] I32_CONST_0 = bytes(0x41, 0, 0x0B);

    private Samples() {}

    /**
     * A module that has every kind of section and entry. Functions: 0 imported, 1 to 3 defined; tables: 0 imported, 1 and 2 defined; memories:
     * 0 imported, 1 defined; globals: 0 imported, 1 to 3 defined; tags: 0 imported, 1 defined.
     */
    static byte[] everything() {
        return module(
                custom("first", 1, 2, 3),
                types(),
                imports(),
                section(3, (Object) list(bytes(0), bytes(0), bytes(1))),
                section(4, (Object) list(bytes(FUNCREF, 1, 4, 20), bytes(0x40, 0, FUNCREF, 0, 3, 0xD2, 1, 0x0B))),
                section(5, (Object) list(bytes(5, 1, 16))),
                section(13, (Object) list(bytes(0, 2))),
                section(6, (Object) list(
                        bytes(I32, 0, 0x41, 0xFF, 0, 0x0B),
                        bytes(I64, 1, 0x42, 5, 0x0B),
                        bytes(I32, 0, 0x23, 1, 0x41, 2, 0x6A, 0x0B))),
                section(7, (Object) list(
                        bytes("f", 0, 1), bytes("t", 1, 1), bytes("m", 2, 1), bytes("g", 3, 1), bytes("e", 4, 1), bytes("", 0, 0))),
                section(8, 2),
                elements(),
                section(12, 3),
                custom("metadata.code.branch_hint", list(bytes(3, list(bytes(3, 1, 1), bytes(9, 1, 0))))),
                code(
                        bytes(),
                        bytes(0x12, 1),
                        bytes(0x20, 0, 0x04, 0x40, 0x0B, 0x20, 0, 0x04, 0x40, 0x0B, 0x41, 7)),
                section(11, (Object) list(bytes(0, I32_CONST_1, "abc"), bytes(1, "passive"), bytes(2, 1, 0x42, 2, 0x0B, "64"))),
                names(),
                custom("last"));
    }

    /** Types 0 {@code [] -> []}, 1 {@code [i32] -> [i32]}, 2 {@code [i32] -> []}, then a recursion group of 3 and 4, and subtypes. */
    private static byte[] types() {
        return section(1, (Object) list(
                bytes(0x60, 0, 0),
                bytes(0x60, 1, I32, 1, I32),
                bytes(0x60, 1, I32, 0),
                bytes(0x4E, 2, 0x50, 0, 0x5F, 2, 0x63, 4, 1, 0x78, 0, 0x5E, 0x64, 3, 0),
                bytes(0x4F, 1, 3, 0x5F, 3, 0x63, 4, 1, 0x78, 0, I64, 1)));
    }

    private static byte[] imports() {
        return section(2, (Object) list(
                bytes("env", "f", 0, 0),
                bytes("env", "t", 1, 0x6F, 0, 1),
                bytes("env", "m", 2, 1, 1, 2),
                bytes("env", "g", 3, I32, 1),
                bytes("other", "\u00E9\u20AC\uD83D\uDE00", 4, 0, 2)));
    }

    /** The eight forms, in the order of their flags. Table 1 is of functions. */
    private static byte[] elements() {
        byte[] functions = list(bytes(1), bytes(0));
        byte[] expressions = list(bytes(0xD2, 1, 0x0B), bytes(0xD0, FUNCREF, 0x0B));
        return section(9, (Object) list(
                bytes(2, 1, I32_CONST_0, 0, functions),
                bytes(1, 0, functions),
                bytes(2, 2, I32_CONST_1, 0, functions),
                bytes(3, 0, functions),
                bytes(6, 1, I32_CONST_1, FUNCREF, expressions),
                bytes(5, FUNCREF, expressions),
                bytes(6, 2, I32_CONST_1, FUNCREF, list()),
                bytes(7, FUNCREF, expressions)));
    }

    private static byte[] names() {
        return custom(
                "name",
                section(0, "everything"),
                section(1, (Object) list(bytes(0, "imported"), bytes(3, "identity"))),
                section(2, (Object) list(bytes(3, list(bytes(0, "x"))))),
                section(7, (Object) list(bytes(0, "global"))));
    }
}
