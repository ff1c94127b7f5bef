// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.nativex64;

import java.util.Arrays;

/**
 * Positions in inlined bodies. Where {@link CodePositions} of a function with inlined code have an offset from {@link #FIRST} on, that minus
 * {@code FIRST} is an entry here: function, offset in its body, and the position of the call that was inlined. Immutable.
 */
public final class InlinedFrames {
    /** Offsets in bodies are less. */
    public static final int FIRST = 1 << 30;

    /** Nothing was inlined. */
    public static final InlinedFrames NONE = new InlinedFrames(new int[0]);

    private static final int ENTRY = 3;

    private final int[] entries;

    private InlinedFrames(int[] entries) {
        this.entries = entries;
    }

    /** Whether the position is in an inlined body, so an entry here. */
    public static boolean isInlined(int position) {
        return position >= FIRST;
    }

    public int count() {
        return entries.length / ENTRY;
    }

    /** The function whose body an inlined position is in. */
    public int functionIndex(int position) {
        return entries[ENTRY * (position - FIRST)];
    }

    /** The offset in that body. */
    public int offset(int position) {
        return entries[ENTRY * (position - FIRST) + 1];
    }

    /** The position of the inlined call, which may be inlined itself. */
    public int caller(int position) {
        return entries[ENTRY * (position - FIRST) + 2];
    }

    /** Collects entries. */
    public static final class Builder {
        private int[] entries = new int[8 * ENTRY];
        private int length;

        /** Adds an entry and returns its position. */
        public int add(int functionIndex, int offset, int caller) {
            if (length == entries.length) {
                entries = Arrays.copyOf(entries, 2 * length);
            }
            entries[length] = functionIndex;
            entries[length + 1] = offset;
            entries[length + 2] = caller;
            length += ENTRY;
            return FIRST + length / ENTRY - 1;
        }

        public InlinedFrames build() {
            return length == 0 ? NONE : new InlinedFrames(Arrays.copyOf(entries, length));
        }
    }
}
