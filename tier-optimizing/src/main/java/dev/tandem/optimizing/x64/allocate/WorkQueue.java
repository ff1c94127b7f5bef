// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.x64.allocate;

import java.util.Arrays;

/** Intervals by ascending start, then number: a binary heap of both in one {@code long}. */
final class WorkQueue {
    private final Intervals intervals;
    private long[] heap = new long[64];
    private int size;

    WorkQueue(Intervals intervals) {
        this.intervals = intervals;
    }

    boolean isEmpty() {
        return size == 0;
    }

    void add(int interval) {
        if (size == heap.length) {
            heap = Arrays.copyOf(heap, size * 2);
        }
        long key = ((long) intervals.start[interval] << 32) | interval;
        int at = size++;
        while (at > 0) {
            int parent = (at - 1) >>> 1;
            if (heap[parent] <= key) {
                break;
            }
            heap[at] = heap[parent];
            at = parent;
        }
        heap[at] = key;
    }

    int removeFirst() {
        long first = heap[0];
        long last = heap[--size];
        int at = 0;
        for (int child = 1; child < size; child = 2 * at + 1) {
            if (child + 1 < size && heap[child + 1] < heap[child]) {
                child++;
            }
            if (heap[child] >= last) {
                break;
            }
            heap[at] = heap[child];
            at = child;
        }
        heap[at] = last;
        return (int) first;
    }
}
