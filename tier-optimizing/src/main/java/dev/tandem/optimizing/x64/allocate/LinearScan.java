// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.x64.allocate;

import dev.tandem.ir.code.CompilationException;
import dev.tandem.optimizing.x64.lir.LirFunction;
import java.util.Arrays;

/**
 * The scan over the intervals of one register class by ascending start. Each gets a register that is free to its end; or one that is free for
 * a while, and the rest comes up again later; or one that is taken from the value that loses least by it, unless that is the interval itself.
 * What is spilled comes up again where it is needed in a register next.
 */
final class LinearScan {
    private static final int NEVER = FixedRanges.NEVER;

    private final LirFunction function;
    private final Order order;
    private final Intervals intervals;
    private final Hints hints;
    private final RegisterState fixed;
    private final EvictionCost cost;
    private final boolean vector;
    /** Where the class begins in {@link RegisterState} and locations: 0 or 16. */
    private final int base;
    /** The registers to choose from. */
    private final int[] allocatable;

    /** Which virtual registers arrive on the stack. */
    private final boolean[] incoming;

    private final WorkQueue unhandled;
    /** What is in each register, or -1. */
    private final int[] active = new int[16];

    private final Holes holes;
    private final Preferences preferences;
    private final Spilling spilling;
    private final int[] freeUntil = new int[16];
    private int callConflict;
    private int victim;
    private double victimScore;

    LinearScan(
            LirFunction function,
            Order order,
            Intervals intervals,
            Hints hints,
            RegisterState fixed,
            boolean vector,
            int mask,
            boolean[] incoming) {
        this.function = function;
        this.order = order;
        this.intervals = intervals;
        this.hints = hints;
        this.fixed = fixed;
        this.vector = vector;
        base = vector ? 16 : 0;
        cost = new EvictionCost(order, intervals, hints);
        int members = (mask >>> base) & 0xffff;
        allocatable = new int[Integer.bitCount(members)];
        for (int r = 0, n = 0; r < 16; r++) {
            if (((members >>> r) & 1) != 0) {
                allocatable[n++] = r;
            }
        }
        Arrays.fill(active, Intervals.NONE);
        unhandled = new WorkQueue(intervals);
        holes = new Holes(intervals, unhandled);
        preferences = new Preferences(hints, function.registerCount(), base);
        spilling = new Spilling(order, intervals, hints, fixed.calls, unhandled);
        this.incoming = incoming;
    }

    void run() {
        int count = intervals.count;
        for (int i = 0; i < count; i++) {
            if (!intervals.isEmpty(i) && function.kind(intervals.register[i]).isVector() == vector) {
                unhandled.add(i);
            }
        }
        fixed.rewind();
        while (!unhandled.isEmpty()) {
            int interval = unhandled.removeFirst();
            advance(intervals.start[interval]);
            allocate(interval);
        }
    }

    /** Brings the sets up to {@code position}. */
    private void advance(int position) {
        fixed.advance(position);
        // Those in holes first: one that comes back takes the place of one that went.
        int back = holes.advance(position);
        for (int r : allocatable) {
            int interval = active[r];
            if (interval >= 0 && (intervals.end[interval] <= position || !intervals.isHere(interval, position))) {
                active[r] = Intervals.NONE;
                if (intervals.end[interval] > position) {
                    holes.add(interval, position);
                }
            }
        }
        for (int i = 0; i < back; i++) {
            int interval = holes.returning[i];
            active[intervals.assigned[interval] - base] = interval;
        }
    }

    private void allocate(int interval) {
        int start = intervals.start[interval];
        boolean defined = intervals.isFirst(interval);
        if (defined ? incoming[intervals.register[interval]] : (start & 3) != 0) {
            // A part that begins within an instruction has no place for a move into a register.
            spilling.spill(interval, start);
            return;
        }
        if (defined && hints.isRematerializable(intervals.register[interval]) && !isNeededSoon(interval)) {
            spilling.spill(interval, start);
            return;
        }
        findFree(interval, start);
        int firstUse = firstUse(interval);
        int end = intervals.end[interval];
        int register = chooseFree(interval, end);
        int until = freeUntil[register];
        if (until >= end) {
            assign(interval, register);
            return;
        }
        if (until > firstUse) {
            if (until < callConflict && takeFromOutside(interval, start, firstUse)) {
                return;
            }
            splitBefore(interval, until);
            assign(interval, register);
            return;
        }
        takeRegister(interval, start, firstUse);
    }

    /** Whether {@code interval} must be in a register in the block that it begins in. */
    private boolean isNeededSoon(int interval) {
        int end = order.end(order.blockAt(intervals.start[interval]));
        for (int use = intervals.useBegin[interval]; use < intervals.useEnd[interval]; use++) {
            if (intervals.usePosition[use] >= end) {
                return false;
            }
            if (intervals.useKind[use] == Intervals.MUST) {
                return true;
            }
        }
        return false;
    }

    /** The first position after which the register is of use: the last use in the first instruction that uses it. */
    private int firstUse(int interval) {
        int use = intervals.useBegin[interval];
        int end = intervals.useEnd[interval];
        if (use == end) {
            return NEVER;
        }
        while (use + 1 < end && intervals.usePosition[use + 1] >> 2 == intervals.usePosition[use] >> 2) {
            use++;
        }
        return intervals.usePosition[use];
    }

    private void findFree(int interval, int start) {
        callConflict = fixed.calls.conflict(intervals, interval);
        for (int r : allocatable) {
            freeUntil[r] = active[r] >= 0
                    ? start
                    : Math.min(callConflict, fixed.registers[base + r].conflict(intervals, interval));
        }
        if (intervals.isFirst(interval) && order.dominatorsFirst) {
            // In SSA form, what is not live at a definition that it does not follow never meets the defined value.
            return;
        }
        holes.limit(freeUntil, base, interval, start);
    }

    /** A hinted register if it is free to {@code end}; else that which is free to the end, but shortest; else that which is free longest. */
    private int chooseFree(int interval, int end) {
        int v = intervals.register[interval];
        int hinted = Intervals.NONE;
        for (int i = 0; i < Preferences.CHOICES; i++) {
            int hint = preferences.register(v, i);
            if (hint >= 0 && isAllocatable(hint)) {
                if (freeUntil[hint] >= end) {
                    return hint;
                }
                if (hinted < 0 || freeUntil[hint] > freeUntil[hinted]) {
                    hinted = hint;
                }
            }
        }
        int best = allocatable[0];
        for (int r : allocatable) {
            if (freeUntil[r] >= end ? freeUntil[best] < end || freeUntil[r] < freeUntil[best] : freeUntil[r] > freeUntil[best]) {
                best = r;
            }
        }
        return hinted >= 0 && freeUntil[best] < end && freeUntil[hinted] == freeUntil[best] ? hinted : best;
    }

    private boolean isAllocatable(int register) {
        for (int r : allocatable) {
            if (r == register) {
                return true;
            }
        }
        return false;
    }

    private void assign(int interval, int register) {
        intervals.assigned[interval] = base + register;
        active[register] = interval;
        preferences.note(intervals.register[interval], register, intervals.isFirst(interval));
    }

    /** Cuts {@code interval}, which gets a register, where that register is free no longer, or before that where it is cheaper. */
    private void splitBefore(int interval, int conflict) {
        int limit = isNeededAt(interval, conflict) ? conflict & ~3 : conflict;
        int min = Math.max(intervals.start[interval], intervals.lastUseBefore(interval, limit)) + 1;
        int position = order.cheapestGap(min, limit);
        if (position < 0) {
            position = limit;
        }
        if (position < intervals.end[interval]) {
            unhandled.add(intervals.split(interval, position));
        }
    }

    /** As {@link #takeRegister}, but only from a value that is not used in the loop that begins or goes on here. */
    private boolean takeFromOutside(int interval, int start, int firstUse) {
        findBlocked(interval, start, firstUse);
        if (victim < 0 || freeUntil[victim] < intervals.end[interval] || !cost.isOutside(victimScore, start)) {
            findFree(interval, start);
            return false;
        }
        evict(interval, victim, start);
        return true;
    }

    private void takeRegister(int interval, int start, int firstUse) {
        boolean needed = isNeededAt(interval, start);
        findBlocked(interval, start, firstUse);
        if (victim < 0 || (!needed && cost.score(interval, start) >= victimScore)) {
            if (needed) {
                throw new CompilationException(
                        "an instruction needs more registers than there are: " + order.instructions[start >> 2],
                        function.functionIndex());
            }
            spilling.spill(interval, start);
            return;
        }
        evict(interval, victim, start);
    }

    /** Whether the instruction at {@code position} needs {@code interval} in a register. */
    private boolean isNeededAt(int interval, int position) {
        int instruction = position >> 2;
        for (int use = intervals.firstUse(interval, position); use < intervals.useEnd[interval]; use++) {
            if (intervals.usePosition[use] >> 2 != instruction) {
                return false;
            }
            if (intervals.useKind[use] == Intervals.MUST) {
                return true;
            }
        }
        return false;
    }

    /** Finds the register whose loss costs least, among those that are usable up to a use; {@link #freeUntil} says to where. */
    private void findBlocked(int interval, int start, int firstUse) {
        victim = Intervals.NONE;
        victimScore = Double.NEGATIVE_INFINITY;
        for (int r : allocatable) {
            freeUntil[r] = Math.min(callConflict, fixed.registers[base + r].conflict(intervals, interval));
            if (freeUntil[r] <= firstUse && freeUntil[r] < intervals.end[interval]) {
                continue;
            }
            int holder = active[r];
            if (holder >= 0 && isNeededAt(holder, start)) {
                continue;
            }
            double score = holder < 0 ? Double.MAX_VALUE : cost.score(holder, start);
            if (score > victimScore || (score == victimScore && freeUntil[r] > freeUntil[victim])) {
                victimScore = score;
                victim = r;
            }
        }
    }

    /** Gives {@code register} to {@code interval} and takes it from all others that want it at the same time. */
    private void evict(int interval, int register, int start) {
        int holder = active[register];
        if (holder >= 0) {
            active[register] = Intervals.NONE;
            spilling.splitAndSpill(holder, start);
        }
        holes.evict(base + register, interval, start);
        if (freeUntil[register] < intervals.end[interval]) {
            splitBefore(interval, freeUntil[register]);
        }
        assign(interval, register);
    }
}
