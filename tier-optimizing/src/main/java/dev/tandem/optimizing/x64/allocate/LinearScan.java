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
    /** How many intervals may be in a hole at a time. Beyond, the one that is in it longest is cut there. */
    private static final int MAX_INACTIVE = 48;

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

    private final int[] inactive = new int[MAX_INACTIVE + 1];
    private int inactiveCount;
    /** No inactive interval goes on before. */
    private int nextReturn = NEVER;
    private final int[] returning = new int[MAX_INACTIVE + 1];
    private final int[] freeUntil = new int[16];
    private int callConflict;
    private int victim;
    private double victimScore;
    /** The register each virtual register had last, or -1. */
    private final int[] lastRegister;
    /** The one that it is defined in. */
    private final int[] firstRegister;

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
        lastRegister = new int[function.registerCount()];
        firstRegister = new int[function.registerCount()];
        Arrays.fill(lastRegister, Intervals.NONE);
        Arrays.fill(firstRegister, Intervals.NONE);
        Arrays.fill(active, Intervals.NONE);
        unhandled = new WorkQueue(intervals);
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
        int back = position < nextReturn ? 0 : advanceInactive(position);
        for (int r : allocatable) {
            int interval = active[r];
            if (interval >= 0 && (intervals.end[interval] <= position || !isHere(interval, position))) {
                active[r] = Intervals.NONE;
                if (intervals.end[interval] > position) {
                    addInactive(interval, position);
                }
            }
        }
        for (int i = 0; i < back; i++) {
            active[intervals.assigned[returning[i]] - base] = returning[i];
        }
    }

    /** Returns how many come back. */
    private int advanceInactive(int position) {
        int kept = 0;
        int back = 0;
        nextReturn = NEVER;
        for (int i = 0; i < inactiveCount; i++) {
            int interval = inactive[i];
            if (intervals.end[interval] <= position) {
                continue;
            }
            if (isHere(interval, position)) {
                returning[back++] = interval;
            } else {
                inactive[kept++] = interval;
                nextReturn = Math.min(nextReturn, intervals.rangeFrom[intervals.cursor[interval]]);
            }
        }
        inactiveCount = kept;
        return back;
    }

    /** Whether {@code position}, not before earlier ones, is in a range of {@code interval}. */
    private boolean isHere(int interval, int position) {
        int range = intervals.cursor[interval];
        while (intervals.rangeTo[range] <= position) {
            range++;
        }
        intervals.cursor[interval] = range;
        return intervals.rangeFrom[range] <= position;
    }

    private void addInactive(int interval, int position) {
        inactive[inactiveCount++] = interval;
        nextReturn = Math.min(nextReturn, intervals.rangeFrom[intervals.cursor[interval]]);
        if (inactiveCount > MAX_INACTIVE) {
            int longest = 0;
            for (int i = 1; i < inactiveCount; i++) {
                if (intervals.rangeFrom[intervals.cursor[inactive[i]]]
                        > intervals.rangeFrom[intervals.cursor[inactive[longest]]]) {
                    longest = i;
                }
            }
            unhandled.add(intervals.split(inactive[longest], position));
            inactive[longest] = inactive[--inactiveCount];
        }
    }

    private void allocate(int interval) {
        int start = intervals.start[interval];
        boolean defined = intervals.isFirst(interval);
        if (defined ? incoming[intervals.register[interval]] : (start & 3) != 0) {
            // A part that begins within an instruction has no place for a move into a register.
            spill(interval, start);
            return;
        }
        if (defined && hints.isRematerializable(intervals.register[interval]) && !isNeededSoon(interval)) {
            spill(interval, start);
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
        for (int i = 0; i < inactiveCount; i++) {
            int r = intervals.assigned[inactive[i]] - base;
            if (freeUntil[r] > start) {
                freeUntil[r] = Math.min(freeUntil[r], intersection(interval, inactive[i]));
            }
        }
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

    /** A hinted register if it is free to {@code end}; else that which is free to the end, but shortest; else that which is free longest. */
    private int chooseFree(int interval, int end) {
        int v = intervals.register[interval];
        int hinted = Intervals.NONE;
        for (int i = 0; i < 4; i++) {
            int hint = hint(v, i);
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

    /** The wishes for {@code v} in turn: where it was, where the value goes, where that goes, where it comes from. */
    private int hint(int v, int choice) {
        return switch (choice) {
            case 0 -> lastRegister[v];
            case 1 -> registerOf(hints.destination(v), firstRegister);
            case 3 -> registerOf(hints.origin(v), lastRegister);
            default -> {
                int hint = hints.destination(v);
                for (int steps = 0; steps < 3 && hint >= 0; steps++) {
                    hint = hints.destination(hint);
                    int register = registerOf(hint, firstRegister);
                    if (register >= 0) {
                        yield register;
                    }
                }
                yield Intervals.NONE;
            }
        };
    }

    private int registerOf(int hint, int[] known) {
        if (hint >= 0) {
            return known[hint];
        }
        int location = Hints.fixed(hint);
        return location < 0 ? Intervals.NONE : location - base;
    }

    private void assign(int interval, int register) {
        intervals.assigned[interval] = base + register;
        active[register] = interval;
        int v = intervals.register[interval];
        lastRegister[v] = register;
        if (intervals.isFirst(interval)) {
            firstRegister[v] = register;
        }
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
            spill(interval, start);
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
            splitAndSpill(holder, start);
        }
        int kept = 0;
        int count = inactiveCount;
        for (int i = 0; i < count; i++) {
            int other = inactive[i];
            if (intervals.assigned[other] - base == register && intersection(interval, other) != NEVER) {
                unhandled.add(intervals.split(other, start));
            } else {
                inactive[kept++] = other;
            }
        }
        inactiveCount = kept;
        if (freeUntil[register] < intervals.end[interval]) {
            splitBefore(interval, freeUntil[register]);
        }
        assign(interval, register);
    }

    /** Takes {@code interval} out of its register from {@code position} on, or earlier after its last use. */
    private void splitAndSpill(int interval, int position) {
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
    private void spill(int interval, int position) {
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
                && intervals.usePosition[use + 1] < callAfter(at);
    }

    private int callAfter(int position) {
        return fixed.calls.nextAfter(position);
    }
}
