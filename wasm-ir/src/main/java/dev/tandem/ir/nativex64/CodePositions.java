// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.nativex64;

import java.util.Arrays;

/**
 * Pairs of a place in code and an offset in a wasm body, both in bytes, added in the order of the code. Not thread-safe while filled.
 *
 * <p>Many are kept and few are asked for, so each is written as its distances from the one before, which are mostly of one byte each.
 */
public final class CodePositions {
    private static final byte[] NOTHING = {};
    /** Two numbers of 32 bits, seven bits to a byte. */
    private static final int LONGEST = 10;

    private byte[] bytes = NOTHING;
    private int size;
    private int count;
    private int lastCode;
    private int lastWasm;

    /** Adds the position of {@code codeOffset}, which must not be less than the one before. */
    public void add(int codeOffset, int wasmOffset) {
        if (bytes.length - size < LONGEST) {
            bytes = Arrays.copyOf(bytes, Math.max(64, 2 * bytes.length));
        }
        put(codeOffset - lastCode);
        int distance = wasmOffset - lastWasm;
        put((distance << 1) ^ (distance >> 31));
        lastCode = codeOffset;
        lastWasm = wasmOffset;
        count++;
    }

    private void put(int value) {
        int rest = value;
        while ((rest & ~0x7f) != 0) {
            bytes[size++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        bytes[size++] = (byte) rest;
    }

    /** Forgets all, to be filled again. */
    public void clear() {
        size = 0;
        count = 0;
        lastCode = 0;
        lastWasm = 0;
    }

    public int count() {
        return count;
    }

    /** Before the first one. */
    public Cursor cursor() {
        return new Cursor(bytes, 0, size);
    }

    /** Goes through the pairs, in the order of the code. */
    public static final class Cursor {
        private final byte[] bytes;
        private final int end;
        private int at;
        private int codeOffset;
        private int wasmOffset;

        private Cursor(byte[] bytes, int start, int end) {
            this.bytes = bytes;
            this.at = start;
            this.end = end;
        }

        /** Goes to the next one; returns whether there is one. */
        public boolean next() {
            if (at == end) {
                return false;
            }
            codeOffset += take();
            int distance = take();
            wasmOffset += (distance >>> 1) ^ -(distance & 1);
            return true;
        }

        private int take() {
            int value = 0;
            for (int shift = 0; ; shift += 7) {
                int next = bytes[at++];
                value |= (next & 0x7f) << shift;
                if (next >= 0) {
                    return value;
                }
            }
        }

        public int codeOffset() {
            return codeOffset;
        }

        public int wasmOffset() {
            return wasmOffset;
        }
    }

    /** The wasm offset of exactly that place in the code, or -1. */
    public int find(int codeOffset) {
        return find(bytes, 0, size, codeOffset);
    }

    /** As {@link #find(int)}, among those written from {@code start} to {@code end}. */
    static int find(byte[] bytes, int start, int end, int codeOffset) {
        Cursor cursor = new Cursor(bytes, start, end);
        while (cursor.next() && cursor.codeOffset <= codeOffset) {
            if (cursor.codeOffset == codeOffset) {
                return cursor.wasmOffset;
            }
        }
        return -1;
    }

    /** A copy whose places in the code are {@code distance} bytes lower; those that would be below zero are zero. */
    public CodePositions lowered(int distance) {
        CodePositions lower = new CodePositions();
        for (Cursor each = cursor(); each.next(); ) {
            lower.add(Math.max(0, each.codeOffset - distance), each.wasmOffset);
        }
        return lower.copy();
    }

    /** How many bytes they are written in. */
    int byteSize() {
        return size;
    }

    /** What these and then {@code others} are written in: one object to keep. */
    byte[] join(CodePositions others) {
        byte[] joined = Arrays.copyOf(bytes, size + others.size);
        System.arraycopy(others.bytes, 0, joined, size, others.size);
        return joined;
    }

    /** A copy of just the size needed. */
    public CodePositions copy() {
        CodePositions copy = new CodePositions();
        copy.bytes = size == 0 ? NOTHING : Arrays.copyOf(bytes, size);
        copy.size = size;
        copy.count = count;
        copy.lastCode = lastCode;
        copy.lastWasm = lastWasm;
        return copy;
    }
}
