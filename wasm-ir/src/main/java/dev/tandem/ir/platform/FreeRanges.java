// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.platform;

import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** The free parts of an address range; handed out best fit, the lowest of several, neighbours merge. Not thread-safe. */
final class FreeRanges {
    private record Range(long size, long start) implements Comparable<Range> {
        /** By size. No comparator of lambdas, which are made anew in every process that starts. */
        @Override
        public int compareTo(Range other) {
            return size == other.size ? Long.compare(start, other.start) : Long.compare(size, other.size);
        }
    }

    /** By start. */
    private final NavigableMap<Long, Range> ranges = new TreeMap<>();

    private final NavigableSet<Range> bySize = new TreeSet<>();

    FreeRanges(long start, long size) {
        add(start, size);
    }

    /** Takes {@code size} from the smallest range that has it; returns its start, or -1. */
    long take(long size) {
        Range found = bySize.ceiling(new Range(size, Long.MIN_VALUE));
        if (found == null) {
            return -1;
        }
        remove(found);
        if (found.size > size) {
            add(found.start + size, found.size - size);
        }
        return found.start;
    }

    void give(long start, long size) {
        long first = start;
        long end = start + size;
        Map.Entry<Long, Range> before = ranges.lowerEntry(start);
        if (before != null && before.getKey() + before.getValue().size == start) {
            first = before.getKey();
            remove(before.getValue());
        }
        Range after = ranges.get(end);
        if (after != null) {
            end += after.size;
            remove(after);
        }
        add(first, end - first);
    }

    private void add(long start, long size) {
        Range range = new Range(size, start);
        ranges.put(start, range);
        bySize.add(range);
    }

    private void remove(Range range) {
        ranges.remove(range.start);
        bySize.remove(range);
    }
}
