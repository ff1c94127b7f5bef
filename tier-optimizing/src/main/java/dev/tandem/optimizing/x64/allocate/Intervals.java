// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.x64.allocate;

import java.util.Arrays;

/**
 * Live intervals in flat arrays. Ranges and uses of all virtual registers lie in two pools, ascending, those of a register together; an
 * interval is a slice of both, cut to its own start and end, so splitting copies nothing. The first interval of virtual register {@code v} has
 * the number {@code v}; the further ones follow it in the list {@link #next}, ascending.
 */
final class Intervals {
    /** Value of {@link #assigned}: not decided. */
    static final int UNDECIDED = -1;
    /** Value of {@link #assigned}: on the stack; for a rematerializable value: nowhere. */
    static final int SPILLED = -2;

    /** As {@link #SPILLED}, as the target of a move that is the value's definition. */
    static final int DEFINED_SPILLED = -3;

    static final int NONE = -1;

    // Kinds of uses
    /** The value is copied from where it is: fixed operands, arguments of edges, tied operands. */
    static final byte WEAK = 0;
    /** A memory operand will do. */
    static final byte ANY = 1;
    /** Needs a register. */
    static final byte MUST = 2;

    int[] rangeFrom;
    int[] rangeTo;
    int[] usePosition;
    byte[] useKind;
    /** Begin of the uses of virtual register {@code v}, which end where those of {@code v + 1} begin. */
    int[] usesOf;

    int count;
    int[] register;
    int[] start;
    int[] end;
    int[] rangeBegin;
    int[] rangeEnd;
    int[] useBegin;
    int[] useEnd;
    int[] assigned;
    int[] next;
    /** The range that the scan has come to. */
    int[] cursor;
    /** Whether it begins with a load, because the interval before it is on the stack. */
    boolean[] loaded;

    private int[] siblingBegin = {};
    private int[] siblings = {};

    Intervals(int registers) {
        count = registers;
        int capacity = registers + registers / 2 + 8;
        register = new int[capacity];
        start = new int[capacity];
        end = new int[capacity];
        rangeBegin = new int[capacity];
        rangeEnd = new int[capacity];
        useBegin = new int[capacity];
        useEnd = new int[capacity];
        assigned = new int[capacity];
        next = new int[capacity];
        cursor = new int[capacity];
        loaded = new boolean[capacity];
        rangeFrom = new int[0];
        rangeTo = new int[0];
        usePosition = new int[0];
        useKind = new byte[0];
        usesOf = new int[registers + 1];
        Arrays.fill(assigned, UNDECIDED);
        Arrays.fill(next, NONE);
    }

    boolean isEmpty(int interval) {
        return rangeBegin[interval] == rangeEnd[interval];
    }

    /** Whether it is the one in which its virtual register is defined. */
    boolean isFirst(int interval) {
        return interval == register[interval];
    }

    int from(int interval, int range) {
        return Math.max(rangeFrom[range], start[interval]);
    }

    int to(int interval, int range) {
        return Math.min(rangeTo[range], end[interval]);
    }

    private int grow() {
        if (count == register.length) {
            int capacity = count * 2;
            register = Arrays.copyOf(register, capacity);
            start = Arrays.copyOf(start, capacity);
            end = Arrays.copyOf(end, capacity);
            rangeBegin = Arrays.copyOf(rangeBegin, capacity);
            rangeEnd = Arrays.copyOf(rangeEnd, capacity);
            useBegin = Arrays.copyOf(useBegin, capacity);
            useEnd = Arrays.copyOf(useEnd, capacity);
            assigned = Arrays.copyOf(assigned, capacity);
            next = Arrays.copyOf(next, capacity);
            cursor = Arrays.copyOf(cursor, capacity);
            loaded = Arrays.copyOf(loaded, capacity);
        }
        assigned[count] = UNDECIDED;
        return count++;
    }

    /** Cuts {@code interval} at {@code position}, inside it, and returns the new second part, which begins there or at the next range. */
    int split(int interval, int position) {
        if (position <= start[interval] || position >= end[interval]) {
            throw new IllegalStateException(
                    "split of " + start[interval] + " to " + end[interval] + " at " + position);
        }
        int child = grow();
        register[child] = register[interval];
        next[child] = next[interval];
        next[interval] = child;
        int range = rangeAt(interval, position);
        boolean inside = rangeFrom[range] < position && position > from(interval, range);
        rangeBegin[child] = range;
        rangeEnd[child] = rangeEnd[interval];
        end[child] = end[interval];
        start[child] = Math.max(rangeFrom[range], position);
        rangeEnd[interval] = inside ? range + 1 : range;
        end[interval] = Math.min(position, rangeTo[rangeEnd[interval] - 1]);
        int use = firstUse(interval, position);
        useBegin[child] = use;
        useEnd[child] = useEnd[interval];
        useEnd[interval] = use;
        cursor[child] = range;
        return child;
    }

    /** The first range of {@code interval} that ends after {@code position}. */
    int rangeAt(int interval, int position) {
        int low = rangeBegin[interval];
        int high = rangeEnd[interval];
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (rangeTo[middle] <= position) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** The first use of {@code interval} at or after {@code position}, or the end of its uses. */
    int firstUse(int interval, int position) {
        return lowerBound(useBegin[interval], useEnd[interval], position);
    }

    private int lowerBound(int begin, int stop, int position) {
        int low = begin;
        int high = stop;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (usePosition[middle] < position) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** Whether the virtual register, in whatever interval, is used from {@code from} up to, not including, {@code to}. */
    boolean isUsedBetween(int v, int from, int to) {
        int use = lowerBound(usesOf[v], usesOf[v + 1], from);
        return use < usesOf[v + 1] && usePosition[use] < to;
    }

    /** The position of the last use of {@code interval} before {@code position}, or -1. */
    int lastUseBefore(int interval, int position) {
        int use = firstUse(interval, position) - 1;
        return use < useBegin[interval] ? -1 : usePosition[use];
    }

    /** Whether {@code position}, not before earlier ones, is in a range of {@code interval}. */
    boolean isHere(int interval, int position) {
        int range = cursor[interval];
        while (rangeTo[range] <= position) {
            range++;
        }
        cursor[interval] = range;
        return rangeFrom[range] <= position;
    }

    /** Lists the intervals of each virtual register for {@link #intervalAt}; nothing may be split afterwards. */
    void index(int registers) {
        siblingBegin = new int[registers + 1];
        siblings = new int[count];
        int filled = 0;
        for (int v = 0; v < registers; v++) {
            siblingBegin[v] = filled;
            for (int interval = v; interval != NONE; interval = next[interval]) {
                siblings[filled++] = interval;
            }
        }
        siblingBegin[registers] = filled;
    }

    /** The interval of virtual register {@code v} that {@code position} is in, or the last one before it. */
    int intervalAt(int v, int position) {
        int low = siblingBegin[v] + 1;
        int high = siblingBegin[v + 1];
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (start[siblings[middle]] <= position) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return siblings[low - 1];
    }
}
