// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.x64.allocate;

/**
 * How little it hurts to take a value out of its register at a position. What is not used in the innermost loop there goes first, and so on
 * outwards; among equals, what is used last (L. Belady 1966), counting with the back-edge for values that live around the loop.
 */
final class EvictionCost {
    /** Larger than any distance. */
    private static final double LOOP_LEVEL = 1e12;

    private static final int FAR = 1 << 29;

    private final Order order;
    private final Intervals intervals;
    private final Hints hints;

    EvictionCost(Order order, Intervals intervals, Hints hints) {
        this.order = order;
        this.intervals = intervals;
        this.hints = hints;
    }

    /** The higher the better to evict. */
    double score(int interval, int position) {
        int use = intervals.firstUse(interval, position);
        boolean used = use < intervals.useEnd[interval];
        int next = used ? intervals.usePosition[use] : FAR;
        int v = intervals.register[interval];
        int loop = order.loopOf[order.blockAt(position)];
        for (; loop >= 0; loop = order.loopParent(loop)) {
            int loopEnd = order.loopEnd(loop);
            if (next < loopEnd) {
                break;
            }
            if (intervals.end[interval] >= loopEnd && intervals.isUsedBetween(v, order.loopStart(loop), loopEnd)) {
                next = Math.min(next, loopEnd);
                break;
            }
        }
        double distance = next - position;
        if (used && intervals.useKind[use] != Intervals.MUST) {
            distance *= 2;
        }
        if (hints.isRematerializable(v)) {
            distance *= 3;
        } else if (loop >= 0 && intervals.start[v] < order.loopStart(loop)) {
            // It need not be stored in the loop.
            distance *= 3;
        }
        return distance - order.loopDepth(loop) * LOOP_LEVEL;
    }

    /** Whether a value with that score is not used in the loop around {@code position}. */
    boolean isOutside(double score, int position) {
        int depth = order.loopDepth(order.loopOf[order.blockAt(position)]);
        return depth > 0 && score > -(depth - 0.5) * LOOP_LEVEL;
    }
}
