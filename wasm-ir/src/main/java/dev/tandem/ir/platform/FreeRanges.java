// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.platform;

import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** The free parts of an address range; handed out first fit, neighbours merge. Not thread-safe. */
final class FreeRanges {
    private final NavigableMap<Long, Long> sizes = new TreeMap<>();

    FreeRanges(long start, long size) {
        sizes.put(start, size);
    }

    /** Takes {@code size} from the first range that has it; returns its start, or -1. */
    long take(long size) {
        long found = -1;
        for (Map.Entry<Long, Long> range : sizes.entrySet()) {
            if (range.getValue() >= size) {
                found = range.getKey();
                break;
            }
        }
        Long available = sizes.remove(found);
        if (available != null && available > size) {
            sizes.put(found + size, available - size);
        }
        return found;
    }

    void give(long start, long size) {
        Map.Entry<Long, Long> before = sizes.lowerEntry(start);
        long first = start;
        long end = start + size;
        if (before != null && before.getKey() + before.getValue() == start) {
            first = before.getKey();
        }
        Long after = sizes.remove(end);
        if (after != null) {
            end += after;
        }
        sizes.put(first, end - first);
    }
}
