// SPDX-License-Identifier: Apache-2.0
package dev.tandem.decoder;

/** UTF-8 as the specification wants it: shortest forms only, no surrogates, nothing above U+10FFFF. */
final class Utf8 {
    private Utf8() {}

    /** Index of the first byte that does not belong to a complete, well-formed character; {@code end} if all do. */
    static int validPrefix(byte[] bytes, int start, int end) {
        int i = start;
        while (i < end) {
            int size = bytes[i] >= 0 ? 1 : sizeOf(bytes, i, end);
            if (size == 0 || i + size > end) {
                return i;
            }
            i += size;
        }
        return end;
    }

    /** Whether the bytes from {@code start} to {@code end} are the beginning of a well-formed character. */
    static boolean mayContinue(byte[] bytes, int start, int end) {
        return sizeOf(bytes, start, end) > end - start;
    }

    /** Size of the character at {@code i} judged by its bytes before {@code end}; 0 if they can begin none. */
    private static int sizeOf(byte[] bytes, int i, int end) {
        int first = bytes[i] & 0xFF;
        if (first < 0x80) {
            return 1;
        }
        if (first < 0xC2 || first > 0xF4) {
            return 0;
        }
        int size = first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
        for (int k = 1; k < size && i + k < end; k++) {
            int next = bytes[i + k] & 0xFF;
            int low = k > 1 ? 0x80 : first == 0xE0 ? 0xA0 : first == 0xF0 ? 0x90 : 0x80;
            int high = k > 1 ? 0xBF : first == 0xED ? 0x9F : first == 0xF4 ? 0x8F : 0xBF;
            if (next < low || next > high) {
                return 0;
            }
        }
        return size;
    }
}
