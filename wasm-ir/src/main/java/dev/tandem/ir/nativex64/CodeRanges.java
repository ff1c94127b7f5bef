// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.nativex64;

import java.util.Arrays;

/** Stretches of a function's code, in bytes from its start. Immutable. */
public final class CodeRanges {
    /** No code. */
    public static final CodeRanges NONE = new CodeRanges();

    /** Begins and ends, ascending. */
    private final int[] bounds;

    private CodeRanges(int... bounds) {
        this.bounds = bounds;
    }

    /** All of a function whose code has {@code size} bytes. */
    public static CodeRanges whole(int size) {
        return NONE.and(0, size);
    }

    /** These and the code up to {@code to} from {@code from}, which is not before their end. */
    public CodeRanges and(int from, int to) {
        int length = bounds.length;
        if (from < (length == 0 ? 0 : bounds[length - 1]) || from > to) {
            throw new IllegalArgumentException("code from " + from + " to " + to + " after " + Arrays.toString(bounds));
        }
        if (from == to) {
            return this;
        }
        boolean adjacent = length > 0 && bounds[length - 1] == from;
        int[] more = Arrays.copyOf(bounds, adjacent ? length : length + 2);
        more[more.length - 2] = adjacent ? bounds[length - 2] : from;
        more[more.length - 1] = to;
        return new CodeRanges(more);
    }

    public int count() {
        return bounds.length / 2;
    }

    public int from(int index) {
        return bounds[2 * index];
    }

    public int to(int index) {
        return bounds[2 * index + 1];
    }

    public boolean contains(int offset) {
        int place = Arrays.binarySearch(bounds, offset);
        // A begin is inside, an end is not; between them are those that would be inserted at odd places.
        return ((place < 0 ? -(place + 1) : place + 1) & 1) != 0;
    }
}
