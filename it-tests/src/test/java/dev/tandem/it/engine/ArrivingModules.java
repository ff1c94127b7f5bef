// SPDX-License-Identifier: Apache-2.0
package dev.tandem.it.engine;

import java.io.ByteArrayOutputStream;

/** Small modules that are interesting while they arrive. */
final class ArrivingModules {
    private static final byte[] HEAD = {
        0, 'a', 's', 'm', 1, 0, 0, 0, // header
        1, 6, 1, 0x60, 1, 0x7F, 1, 0x7F, // type (i32) -> i32
        3, 3, 2, 0, 0 // two functions
    };

    /** {@code double(i32) = x + x}, {@code quadruple(i32) = double(double(x))}: bodies in this order, no memory. */
    static final byte[] DOUBLE_FIRST = join(
            HEAD,
            new byte[] {
                7, 22, 2, 6, 'd', 'o', 'u', 'b', 'l', 'e', 0, 0, 9, 'q', 'u', 'a', 'd', 'r', 'u', 'p', 'l', 'e', 0, 1, // exports
                10, 18, 2, // code
                7, 0, 0x20, 0, 0x20, 0, 0x6A, 0x0B, // double
                8, 0, 0x20, 0, 0x10, 0, 0x10, 0, 0x0B // quadruple
            });

    /** Of {@link #DOUBLE_FIRST}. */
    static final int FIRST_BODY_END = DOUBLE_FIRST.length - 9;

    /** The same functions, but {@code quadruple} comes first: it calls what is still to come. */
    static final byte[] QUADRUPLE_FIRST = join(
            HEAD,
            new byte[] {
                7, 22, 2, 6, 'd', 'o', 'u', 'b', 'l', 'e', 0, 1, 9, 'q', 'u', 'a', 'd', 'r', 'u', 'p', 'l', 'e', 0, 0, // exports
                10, 18, 2, // code
                8, 0, 0x20, 0, 0x10, 1, 0x10, 1, 0x0B, // quadruple
                7, 0, 0x20, 0, 0x20, 0, 0x6A, 0x0B // double
            });

    /** Of {@link #QUADRUPLE_FIRST}. */
    static final int QUADRUPLE_END = QUADRUPLE_FIRST.length - 8;

    /** {@code fail} reaches {@code unreachable}; at the end the module says that it is called {@code late}, and the function {@code stop}. */
    static final byte[] NAMED_LATE = {
        0, 'a', 's', 'm', 1, 0, 0, 0, // header
        1, 4, 1, 0x60, 0, 0, // type
        3, 2, 1, 0, // function
        7, 8, 1, 4, 'f', 'a', 'i', 'l', 0, 0, // export
        10, 5, 1, 3, 0, 0, 0x0B, // code
        0, 21, 4, 'n', 'a', 'm', 'e', 0, 5, 4, 'l', 'a', 't', 'e', 1, 7, 1, 0, 4, 's', 't', 'o', 'p' // names
    };

    /** Of {@link #NAMED_LATE}. */
    static final int NAMES_START = NAMED_LATE.length - 23;

    private ArrivingModules() {}

    static byte[] join(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }
}
