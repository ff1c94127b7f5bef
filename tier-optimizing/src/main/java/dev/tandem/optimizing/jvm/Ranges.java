// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.jvm;

import java.util.Arrays;

/** Where something is live: half-open ranges of positions, apart from each other. What is added at either end takes constant time. */
final class Ranges {
    /** Pairs from, to; the last range first, so that earlier ones are added at the end. */
    private int[] bounds = new int[4];

    private int begin;
    private int end;

    /** Adds a range that begins before or where all others do. */
    void addFirst(int from, int to) {
        int last = to;
        while (end > begin && bounds[end - 2] <= last) {
            last = Math.max(last, bounds[end - 1]);
            end -= 2;
        }
        append(from, last);
    }

    private void append(int from, int to) {
        if (end == bounds.length) {
            bounds = Arrays.copyOf(bounds, 2 * end);
        }
        bounds[end++] = from;
        bounds[end++] = to;
    }

    /** Cuts off what is before {@code from}, which is in the first range: the value is made there. */
    void startAt(int from) {
        if (isEmpty()) {
            append(from, from + 1);
        } else {
            bounds[end - 2] = from;
        }
    }

    boolean isEmpty() {
        return begin == end;
    }

    int start() {
        return bounds[end - 2];
    }

    private int limit() {
        return bounds[begin + 1];
    }

    /** The latest range that has that bound (0: from, 1: to) below a position; {@link #end} if there is none. */
    private int latestBelow(int bound, int position) {
        int low = begin >> 1;
        int high = end >> 1;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (bounds[2 * middle + bound] < position) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return 2 * low;
    }

    /** From the last ranges backwards: of what is long over nothing is looked at. */
    boolean intersects(Ranges other) {
        if (isEmpty() || other.isEmpty()) {
            return false;
        }
        int a = latestBelow(0, other.limit());
        int b = other.latestBelow(0, limit());
        while (a < end && b < other.end) {
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

    /** Adds all ranges of another, which intersects none of these. Only those between the other's first and last are looked at. */
    void addAll(Ranges other) {
        if (other.isEmpty()) {
            return;
        }
        // What only touches is looked at, too.
        int from = latestBelow(0, other.limit() + 1);
        int to = Math.max(from, latestBelow(1, other.start()));
        int[] merged = new int[to - from + other.end - other.begin];
        int length = 0;
        int a = from;
        int b = other.begin;
        while (a < to || b < other.end) {
            boolean mine = b >= other.end || (a < to && bounds[a] > other.bounds[b]);
            int[] source = mine ? bounds : other.bounds;
            int at = mine ? a : b;
            if (length > 0 && merged[length - 2] == source[at + 1]) {
                merged[length - 2] = source[at];
            } else {
                merged[length++] = source[at];
                merged[length++] = source[at + 1];
            }
            a += mine ? 2 : 0;
            b += mine ? 0 : 2;
        }
        int place = resize(from, to, length);
        System.arraycopy(merged, 0, bounds, place, length);
    }

    /** Makes what is from {@code from} to {@code to}, and is lost, {@code length} long: moves what is before or after. Returns where it is. */
    private int resize(int from, int to, int length) {
        int before = from - begin;
        int after = end - to;
        int more = length - (to - from);
        if (before < after ? more > begin : end + more > bounds.length) {
            int size = before + length + after;
            int[] larger = new int[2 * size + 4];
            int start = size >> 2 << 1;
            System.arraycopy(bounds, begin, larger, start, before);
            System.arraycopy(bounds, to, larger, start + before + length, after);
            bounds = larger;
            begin = start;
            end = start + size;
        } else if (before < after) {
            System.arraycopy(bounds, begin, bounds, begin - more, before);
            begin -= more;
        } else {
            System.arraycopy(bounds, to, bounds, to + more, after);
            end += more;
        }
        return begin + before;
    }
}
