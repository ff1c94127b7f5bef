// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.x64.allocate;

/** The intervals of one register class that have a register and are in a hole: others may have the register until they come back. */
final class Holes {
    /** How many intervals may be in a hole at a time. Beyond, the one that is in it longest is cut there. */
    private static final int MOST = 48;

    private static final int NEVER = FixedRanges.NEVER;

    private final Intervals intervals;
    private final WorkQueue unhandled;
    private final int[] inactive = new int[MOST + 1];
    private int count;
    /** No inactive interval goes on before. */
    private int nextReturn = NEVER;
    /** Those that {@link #advance} found to go on. */
    final int[] returning = new int[MOST + 1];

    Holes(Intervals intervals, WorkQueue unhandled) {
        this.intervals = intervals;
        this.unhandled = unhandled;
    }

    /** Forgets those that end by {@code position} or go on at it, and returns how many go on: the first of {@link #returning}. */
    int advance(int position) {
        if (position < nextReturn) {
            return 0;
        }
        int kept = 0;
        int back = 0;
        nextReturn = NEVER;
        for (int i = 0; i < count; i++) {
            int interval = inactive[i];
            if (intervals.end[interval] <= position) {
                continue;
            }
            if (intervals.isHere(interval, position)) {
                returning[back++] = interval;
            } else {
                inactive[kept++] = interval;
                nextReturn = Math.min(nextReturn, end(interval));
            }
        }
        count = kept;
        return back;
    }

    void add(int interval, int position) {
        inactive[count++] = interval;
        nextReturn = Math.min(nextReturn, end(interval));
        if (count > MOST) {
            int longest = 0;
            for (int i = 1; i < count; i++) {
                if (end(inactive[i]) > end(inactive[longest])) {
                    longest = i;
                }
            }
            unhandled.add(intervals.split(inactive[longest], position));
            inactive[longest] = inactive[--count];
        }
    }

    /** Where the hole ends that {@code interval} is in. */
    private int end(int interval) {
        return intervals.rangeFrom[intervals.cursor[interval]];
    }

    /** Lowers {@code freeUntil}, by register from {@code base} on, to where those in holes meet {@code interval}, which begins at {@code start}. */
    void limit(int[] freeUntil, int base, int interval, int start) {
        for (int i = 0; i < count; i++) {
            int r = intervals.assigned[inactive[i]] - base;
            if (freeUntil[r] > start) {
                freeUntil[r] = Math.min(freeUntil[r], intersection(interval, inactive[i]));
            }
        }
    }

    /** Cuts at {@code position} those in {@code location} that {@code interval} meets: what comes after the hole gets a register anew. */
    void evict(int location, int interval, int position) {
        int kept = 0;
        int all = count;
        for (int i = 0; i < all; i++) {
            int other = inactive[i];
            if (intervals.assigned[other] == location && intersection(interval, other) != NEVER) {
                unhandled.add(intervals.split(other, position));
            } else {
                inactive[kept++] = other;
            }
        }
        count = kept;
    }

    /** The first position that both are at; {@code other} is in a hole. */
    private int intersection(int interval, int other) {
        int left = intervals.rangeBegin[interval];
        int leftEnd = intervals.rangeEnd[interval];
        int right = intervals.cursor[other];
        int rightEnd = intervals.rangeEnd[other];
        while (left < leftEnd && right < rightEnd) {
            int from = Math.max(intervals.from(interval, left), intervals.from(other, right));
            int leftTo = intervals.to(interval, left);
            int rightTo = intervals.to(other, right);
            if (from < leftTo && from < rightTo) {
                return from;
            }
            if (leftTo <= rightTo) {
                left++;
            } else {
                right++;
            }
        }
        return NEVER;
    }
}
