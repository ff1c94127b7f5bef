// SPDX-License-Identifier: Apache-2.0
package dev.tandem.fuzz.module;

import java.util.Arrays;

/** Bytes and numbers of the binary format. */
final class ByteWriter {
    private byte[] bytes = new byte[256];
    private int size;

    void put(int value) {
        if (size == bytes.length) {
            bytes = Arrays.copyOf(bytes, 2 * size);
        }
        bytes[size++] = (byte) value;
    }

    /** LEB128, unsigned. */
    void unsigned(long value) {
        long rest = value;
        while (Long.compareUnsigned(rest, 0x80) >= 0) {
            put(((int) rest & 0x7F) | 0x80);
            rest >>>= 7;
        }
        put((int) rest);
    }

    /** LEB128, signed. */
    void signed(long value) {
        long rest = value;
        while (rest < -64 || rest > 63) {
            put(((int) rest & 0x7F) | 0x80);
            rest >>= 7;
        }
        put((int) rest & 0x7F);
    }

    /** Little-endian. */
    void fixed(long value, int width) {
        for (int i = 0; i < width; i++) {
            put((int) (value >>> (8 * i)));
        }
    }

    void name(String ascii) {
        unsigned(ascii.length());
        for (int i = 0; i < ascii.length(); i++) {
            put(ascii.charAt(i));
        }
    }

    void all(ByteWriter other) {
        for (int i = 0; i < other.size; i++) {
            put(other.bytes[i]);
        }
    }

    int size() {
        return size;
    }

    byte[] toArray() {
        return Arrays.copyOf(bytes, size);
    }
}
