// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.jvm;

import java.util.Arrays;

/** Where something is live: half-open ranges of positions, apart from each other. */
final class Ranges {
    /** Pairs from, to; the last range first, so that earlier ones are added at the end. */
    private int[] bounds = new int[4];

    private int length;

    /** Adds a range that begins before or where all others do. */
    void addFirst(int from, int to) {
        int end = to;
        while (length > 0 && bounds[length - 2] <= end) {
            end = Math.max(end, bounds[length - 1]);
            length -= 2;
        }
        append(from, end);
    }

    private void append(int from, int to) {
        if (length == bounds.length) {
            bounds = Arrays.copyOf(bounds, 2 * length);
        }
        bounds[length++] = from;
        bounds[length++] = to;
    }

    /** Cuts off what is before {@code from}, which is in the first range: the value is made there. */
    void startAt(int from) {
        if (length == 0) {
            append(from, from + 1);
        } else {
            bounds[length - 2] = from;
        }
    }

    boolean isEmpty() {
        return length == 0;
    }

    int start() {
        return bounds[length - 2];
    }

    /** From the last ranges backwards: of what is long over nothing is looked at. */
    boolean intersects(Ranges other) {
        int a = 0;
        int b = 0;
        while (a < length && b < other.length) {
            if (other.bounds[b + 1] <= bounds[a]) {
                a += 2;
            } else if (bounds[a + 1] <= other.bounds[b]) {
                b += 2;
            } else {
                return true;
            }
        }
        return false;
    }

    /** Adds all ranges of another, which intersects none of these. */
    void addAll(Ranges other) {
        int[] mine = bounds;
        int a = 0;
        int b = 0;
        int mineLength = length;
        bounds = new int[Math.max(4, length + other.length)];
        length = 0;
        while (a < mineLength || b < other.length) {
            boolean fromMine = b >= other.length || (a < mineLength && mine[a] > other.bounds[b]);
            int[] source = fromMine ? mine : other.bounds;
            int at = fromMine ? a : b;
            if (length > 0 && bounds[length - 2] == source[at + 1]) {
                bounds[length - 2] = source[at];
            } else {
                append(source[at], source[at + 1]);
            }
            a += fromMine ? 2 : 0;
            b += fromMine ? 0 : 2;
        }
    }
}
