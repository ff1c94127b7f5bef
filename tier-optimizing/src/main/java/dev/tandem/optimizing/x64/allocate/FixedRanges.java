// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.x64.allocate;

import java.util.Arrays;

/** Where one register is taken by instructions that fix it: ascending ranges, with a cursor that follows the scan. */
final class FixedRanges {
    static final int NEVER = Integer.MAX_VALUE;

    /** A range at the end that is never reached. */
    private int[] from = {NEVER, NEVER, NEVER, NEVER};

    private int[] to = {NEVER, NEVER, NEVER, NEVER};
    private int count;
    private int cursor;

    /** Adds a range that does not begin before those there are. */
    void add(int start, int end) {
        int last = count - 1;
        if (last >= 0 && start <= to[last]) {
            to[last] = Math.max(to[last], end);
            from[last] = Math.min(from[last], start);
            return;
        }
        if (count + 1 == from.length) {
            from = Arrays.copyOf(from, count * 2);
            to = Arrays.copyOf(to, count * 2);
            Arrays.fill(from, count, count * 2, NEVER);
            Arrays.fill(to, count, count * 2, NEVER);
        }
        from[count] = start;
        to[count++] = end;
    }

    void rewind() {
        cursor = 0;
    }

    void advance(int position) {
        while (to[cursor] <= position) {
            cursor++;
        }
    }

    /** The first position, from the cursor on, at which {@code interval} and these ranges are both there; or {@link #NEVER}. */
    int conflict(Intervals intervals, int interval) {
        int fixed = cursor;
        if (from[fixed] >= intervals.end[interval]) {
            return NEVER;
        }
        int range = intervals.rangeBegin[interval];
        int rangeEnd = intervals.rangeEnd[interval];
        while (fixed < count && range < rangeEnd) {
            int start = intervals.from(interval, range);
            if (to[fixed] <= start) {
                fixed = after(start, fixed);
            } else if (from[fixed] >= intervals.to(interval, range)) {
                range++;
            } else {
                return Math.max(start, from[fixed]);
            }
        }
        return NEVER;
    }

    /** Where the first range begins that ends after {@code position}, which is not before the cursor; or {@link #NEVER}. */
    int nextAfter(int position) {
        return from[after(position, cursor - 1)];
    }

    /** The first range after {@code low} that ends after {@code position}. */
    private int after(int position, int low) {
        int left = low + 1;
        int right = count;
        while (left < right) {
            int middle = (left + right) >>> 1;
            if (to[middle] <= position) {
                left = middle + 1;
            } else {
                right = middle;
            }
        }
        return left;
    }
}
