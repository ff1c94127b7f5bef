// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.nativex64;

import java.util.Arrays;

/** Pairs of a place in code and an offset in a wasm body, both in bytes, added in the order of the code. Not thread-safe while filled. */
public final class CodePositions {
    private static final int[] NONE = {};

    private int[] pairs = NONE;
    private int count;

    /** Adds the position of {@code codeOffset}, which must not be less than the one before. */
    public void add(int codeOffset, int wasmOffset) {
        if (2 * count == pairs.length) {
            pairs = Arrays.copyOf(pairs, Math.max(16, 4 * count));
        }
        pairs[2 * count] = codeOffset;
        pairs[2 * count + 1] = wasmOffset;
        count++;
    }

    /** Forgets all, to be filled again. */
    public void clear() {
        count = 0;
    }

    public int count() {
        return count;
    }

    public int codeOffset(int index) {
        return pairs[2 * index];
    }

    public int wasmOffset(int index) {
        return pairs[2 * index + 1];
    }

    /** The wasm offset of exactly that place in the code, or -1. */
    public int find(int codeOffset) {
        int low = 0;
        int high = count - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int there = pairs[2 * middle];
            if (there < codeOffset) {
                low = middle + 1;
            } else if (there > codeOffset) {
                high = middle - 1;
            } else {
                return pairs[2 * middle + 1];
            }
        }
        return -1;
    }

    /** A copy whose places in the code are {@code distance} bytes lower; those that would be below zero are zero. */
    public CodePositions lowered(int distance) {
        CodePositions copy = copy();
        for (int i = 0; i < count; i++) {
            copy.pairs[2 * i] = Math.max(0, copy.pairs[2 * i] - distance);
        }
        return copy;
    }

    /** A copy of just the size needed. */
    public CodePositions copy() {
        CodePositions copy = new CodePositions();
        copy.pairs = Arrays.copyOf(pairs, 2 * count);
        copy.count = count;
        return copy;
    }
}
