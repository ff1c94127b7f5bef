// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.x64.allocate;

/** Where one register is taken by instructions that fix it: ascending ranges, with a cursor that follows the scan. */
final class FixedRanges {
    static final int NEVER = Integer.MAX_VALUE;

    private final IntList from = new IntList(8);
    private final IntList to = new IntList(8);
    private int cursor;

    /** Adds a range that does not begin before those there are. */
    void add(int start, int end) {
        int last = from.size() - 1;
        if (last >= 0 && start <= to.get(last)) {
            to.set(last, Math.max(to.get(last), end));
            from.set(last, Math.min(from.get(last), start));
        } else {
            from.add(start);
            to.add(end);
        }
    }

    void rewind() {
        cursor = 0;
    }

    void advance(int position) {
        while (cursor < from.size() && to.get(cursor) <= position) {
            cursor++;
        }
    }

    /** The first position, from the cursor on, at which {@code interval} and these ranges are both there; or {@link #NEVER}. */
    int conflict(Intervals intervals, int interval) {
        int fixed = cursor;
        int count = from.size();
        int range = intervals.rangeBegin[interval];
        int rangeEnd = intervals.rangeEnd[interval];
        while (fixed < count && range < rangeEnd) {
            int start = intervals.from(interval, range);
            if (to.get(fixed) <= start) {
                fixed = after(start, fixed);
            } else if (from.get(fixed) >= intervals.to(interval, range)) {
                range++;
            } else {
                return Math.max(start, from.get(fixed));
            }
        }
        return NEVER;
    }

    /** Where the first range begins that ends after {@code position}, which is not before the cursor; or {@link #NEVER}. */
    int nextAfter(int position) {
        int range = after(position, cursor - 1);
        return range < from.size() ? from.get(range) : NEVER;
    }

    /** The first range after {@code low} that ends after {@code position}. */
    private int after(int position, int low) {
        int left = low + 1;
        int right = from.size();
        while (left < right) {
            int middle = (left + right) >>> 1;
            if (to.get(middle) <= position) {
                left = middle + 1;
            } else {
                right = middle;
            }
        }
        return left;
    }
}
