// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.x64.allocate;

/** Puts intervals on the stack: where they go there, which of their uses are served from there, and where the rest is loaded again. */
final class Spilling {
    private final Order order;
    private final Intervals intervals;
    private final Hints hints;
    private final FixedRanges calls;
    private final WorkQueue unhandled;

    Spilling(Order order, Intervals intervals, Hints hints, FixedRanges calls, WorkQueue unhandled) {
        this.order = order;
        this.intervals = intervals;
        this.hints = hints;
        this.calls = calls;
        this.unhandled = unhandled;
    }

    /** Takes {@code interval} out of its register from {@code position} on, or earlier after its last use. */
    void splitAndSpill(int interval, int position) {
        int begin = intervals.start[interval];
        int min = Math.max(begin, intervals.lastUseBefore(interval, position)) + 1;
        int cut = order.cheapestGap(min, position);
        if (cut < 0) {
            // Within the instruction, but nothing happens where it reads.
            cut = (position & 3) == 1 ? position - 1 : position;
        }
        if (cut <= begin || (intervals.lastUseBefore(interval, position) < 0 && isArrival(interval))) {
            spill(interval, position);
        } else {
            spill(intervals.split(interval, cut), position);
        }
    }

    /** Whether the value is moved into the register at the start of {@code interval}, so that it may as well be on the stack from there. */
    private boolean isArrival(int interval) {
        boolean parameter = intervals.isFirst(interval) && (intervals.start[interval] & 3) == 0;
        return parameter || intervals.loaded[interval] || hints.isRematerializable(intervals.register[interval]);
    }

    /** Puts {@code interval} on the stack; where it must be in a register after {@code position}, a new one begins. */
    void spill(int interval, int position) {
        intervals.assigned[interval] = Intervals.SPILLED;
        int use = intervals.firstUse(interval, position);
        int served = position;
        for (; use < intervals.useEnd[interval]; use++) {
            int at = intervals.usePosition[use];
            if (at >> 2 > position >> 2 && isWorthLoading(interval, use, position)) {
                break;
            }
            served = at;
        }
        if (use == intervals.useEnd[interval]) {
            return;
        }
        int gap = intervals.usePosition[use] & ~3;
        int cut = order.cheapestGap(served + 1, gap);
        int rest = intervals.split(interval, cut < 0 ? gap : cut);
        intervals.loaded[rest] = true;
        unhandled.add(rest);
    }

    /** Whether a use of a value on the stack is better from a register. */
    private boolean isWorthLoading(int interval, int use, int position) {
        if (intervals.useKind[use] != Intervals.ANY) {
            return intervals.useKind[use] == Intervals.MUST;
        }
        int at = intervals.usePosition[use];
        int block = order.blockAt(at);
        if (order.loopDepth(order.loopOf[block]) > order.loopDepth(order.loopOf[order.blockAt(position)])) {
            return true;
        }
        // Used again soon, with no call between.
        return use + 1 < intervals.useEnd[interval]
                && order.blockAt(intervals.usePosition[use + 1]) == block
                && intervals.usePosition[use + 1] >> 2 > at >> 2
                && intervals.usePosition[use + 1] < calls.nextAfter(at);
    }
}
