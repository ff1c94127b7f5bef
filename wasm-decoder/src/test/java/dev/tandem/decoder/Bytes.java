// SPDX-License-Identifier: Apache-2.0
package dev.tandem.decoder;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Writes the binary format by hand: byte sequences made of numbers, strings and other sequences. */
final class Bytes {
    private Bytes() {}

    /** Integers are single bytes; strings are names with their size; byte arrays stand for themselves. */
    static byte[] bytes(Object... parts) {
        var out = new ByteArrayOutputStream();
        for (Object part : parts) {
            switch (part) {
                case Integer b -> out.write(b);
                case String name -> {
                    byte[] utf8 = name.getBytes(StandardCharsets.UTF_8);
                    out.writeBytes(u32(utf8.length));
                    out.writeBytes(utf8);
                }
                case byte[] bytes -> out.writeBytes(bytes);
                default -> throw new IllegalArgumentException(part.toString());
            }
        }
        return out.toByteArray();
    }

    static byte[] u32(long value) {
        var out = new ByteArrayOutputStream();
        long rest = value;
        while (rest >= 0x80) {
            out.write((int) (rest & 0x7F | 0x80));
            rest >>>= 7;
        }
        out.write((int) rest);
        return out.toByteArray();
    }

    /** A list: the number of entries, then the entries. */
    static byte[] list(byte[]... entries) {
        return bytes(u32(entries.length), bytes((Object[]) entries));
    }

    /** A section, or anything else that begins with a byte and its size. */
    static byte[] section(int id, Object... content) {
        byte[] body = bytes(content);
        return bytes(id, u32(body.length), body);
    }

    static byte[] custom(String name, Object... content) {
        return section(0, name, bytes(content));
    }

    /** A code section with bodies that have no locals. */
    static byte[] code(byte[]... instructions) {
        byte[][] bodies = new byte[instructions.length][];
        for (int i = 0; i < bodies.length; i++) {
            bodies[i] = bytes(u32(instructions[i].length + 2), 0, instructions[i], 0x0B);
        }
        return section(10, (Object) list(bodies));
    }

    static byte[] module(byte[]... sections) {
        return bytes(0, (int) 'a', (int) 's', (int) 'm', 1, 0, 0, 0, bytes((Object[]) sections));
    }

    /** A type section with the one type {@code [] -> []}. */
    static byte[] emptyFunctionType() {
        return section(1, (Object) list(bytes(0x60, 0, 0)));
    }
}
