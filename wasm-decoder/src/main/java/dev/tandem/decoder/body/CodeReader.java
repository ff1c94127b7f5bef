// SPDX-License-Identifier: Apache-2.0
package dev.tandem.decoder.body;

import dev.tandem.decoder.WasmFormatException;
import dev.tandem.decoder.WasmFormatException.Kind;

/** A cursor over the bytes of one function body or constant expression. */
final class CodeReader {
    private static final byte[] NOTHING = {};

    byte[] bytes = NOTHING;
    int position;
    int end;
    /** Byte offset in the module of {@code bytes[0]}. */
    private long base;

    private int functionIndex;
    private final boolean mayBeIncomplete;

    /** @param mayBeIncomplete whether {@link EndOfBytes} is thrown where bytes are missing, instead of an error */
    CodeReader(boolean mayBeIncomplete) {
        this.mayBeIncomplete = mayBeIncomplete;
    }

    /** Says that bytes are missing which may still arrive. */
    static final class EndOfBytes extends RuntimeException {
        private static final long serialVersionUID = 1;

        EndOfBytes() {
            super("more bytes needed", null, false, false);
        }
    }

    void reset(byte[] bytes, int start, int end, long offset, int functionIndex) {
        this.bytes = bytes;
        this.position = start;
        this.end = end;
        this.base = offset - start;
        this.functionIndex = functionIndex;
    }

    int u8() {
        if (position >= end) {
            throw truncated();
        }
        return bytes[position++] & 0xFF;
    }

    /** An unsigned 32-bit LEB128 number, as an {@code int} with the same bits. */
    int u32() {
        if (position < end) {
            int first = bytes[position];
            if (first >= 0) {
                position++;
                return first;
            }
        }
        return (int) unsigned(32);
    }

    /** An unsigned 64-bit LEB128 number. */
    long u64() {
        return unsigned(64);
    }

    int s32() {
        if (position < end) {
            int first = bytes[position];
            if (first >= 0) {
                position++;
                return first << 25 >> 25;
            }
        }
        return (int) signed(32);
    }

    /** The signed numbers by which block and heap types are coded. */
    long s33() {
        return signed(33);
    }

    long s64() {
        return signed(64);
    }

    /** Four bytes, lowest first. */
    int fixed32() {
        if (end - position < 4) {
            throw truncated();
        }
        int at = position;
        position = at + 4;
        return (bytes[at] & 0xFF) | ((bytes[at + 1] & 0xFF) << 8) | ((bytes[at + 2] & 0xFF) << 16) | (bytes[at + 3] << 24);
    }

    /** Eight bytes, lowest first. */
    long fixed64() {
        long low = fixed32() & 0xFFFF_FFFFL;
        return low | ((long) fixed32() << 32);
    }

    private long unsigned(int bits) {
        long value = 0;
        for (int shift = 0; ; ) {
            int next = u8();
            int payload = next & 0x7F;
            value |= (long) payload << shift;
            shift += 7;
            if (next < 0x80) {
                // Of the last possible byte only the low bits count.
                if (shift > bits && payload >> (7 - (shift - bits)) != 0) {
                    throw malformed("integer too large");
                }
                return value;
            }
            if (shift >= bits) {
                throw malformed("integer representation too long");
            }
        }
    }

    private long signed(int bits) {
        long value = 0;
        for (int shift = 0; ; ) {
            int next = u8();
            value |= (long) (next & 0x7F) << shift;
            shift += 7;
            if (next < 0x80) {
                int payload = next << 25 >> 25;
                if (shift > bits) {
                    // Bits beyond the width must repeat the sign.
                    int excess = payload >> (6 - (shift - bits));
                    if (excess != 0 && excess != -1) {
                        throw malformed("integer too large");
                    }
                }
                return shift >= 64 ? value : value << (64 - shift) >> (64 - shift);
            }
            if (shift >= bits) {
                throw malformed("integer representation too long");
            }
        }
    }

    private RuntimeException truncated() {
        return mayBeIncomplete ? new EndOfBytes() : malformed("unexpected end of section or function");
    }

    /** An error at the cursor. */
    WasmFormatException malformed(String message) {
        return error(Kind.MALFORMED, message, position);
    }

    /** An error at the given index of {@link #bytes}. */
    WasmFormatException error(Kind kind, String message, int at) {
        return new WasmFormatException(kind, message, base + at, functionIndex);
    }
}
