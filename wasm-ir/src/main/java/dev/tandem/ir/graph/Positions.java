// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.graph;

import java.util.Arrays;

/**
 * Where nodes come from: each position is a wasm offset in a function's body, and for inlined code the position of the call it replaces.
 * Nodes name positions by number, -1 is none. Backtraces walk {@link #caller} to show inlined frames.
 */
public final class Positions {
    public static final int NONE = -1;

    private int[] data = new int[3 * 32];
    private int count;

    Positions() {}

    /**
     * A position; the one added last is used again if it is the same.
     *
     * @param functionIndex function whose body it is in
     * @param offset byte offset of the instruction, relative to the body's
     * @param caller position of the call that was inlined, or {@link #NONE}
     */
    public int add(int functionIndex, int offset, int caller) {
        if (count > 0 && offset(count - 1) == offset && functionIndex(count - 1) == functionIndex && caller(count - 1) == caller) {
            return count - 1;
        }
        if (3 * count == data.length) {
            data = Arrays.copyOf(data, 2 * data.length);
        }
        data[3 * count] = functionIndex;
        data[3 * count + 1] = offset;
        data[3 * count + 2] = caller;
        return count++;
    }

    public int count() {
        return count;
    }

    public int functionIndex(int position) {
        return data[3 * position];
    }

    /** Byte offset of the instruction, relative to the body's. */
    public int offset(int position) {
        return data[3 * position + 1];
    }

    /** The position of the inlined call, or {@link #NONE}. */
    public int caller(int position) {
        return data[3 * position + 2];
    }

    /** How many inlined calls enclose it. */
    public int depth(int position) {
        int depth = 0;
        for (int at = caller(position); at != NONE; at = caller(at)) {
            depth++;
        }
        return depth;
    }
}
