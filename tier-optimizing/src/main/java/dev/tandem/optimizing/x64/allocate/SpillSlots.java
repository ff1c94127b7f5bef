// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.x64.allocate;

import dev.tandem.optimizing.x64.lir.LirFunction;
import dev.tandem.optimizing.x64.lir.LirKind;
import dev.tandem.optimizing.x64.lir.Location;
import java.util.Arrays;
import java.util.PriorityQueue;

/** Gives spilled values places in the frame, shared by those that are never there at the same time. */
final class SpillSlots {
    private final LirFunction function;
    private final Intervals intervals;
    private final int[] slot;
    private int frameBytes;

    /** Places in use, by the position they are free from; and free ones. One of each for places of 8 and of 16 bytes: they never overlap. */
    private final PriorityQueue<Busy> busy = new PriorityQueue<>();

    private final IntList freeWords = new IntList(8);
    private final IntList freeVectors = new IntList(8);

    private record Busy(int until, int place, boolean wide) implements Comparable<Busy> {
        @Override
        public int compareTo(Busy other) {
            return until != other.until ? Integer.compare(until, other.until) : Integer.compare(place, other.place);
        }
    }

    SpillSlots(LirFunction function, Intervals intervals) {
        this.function = function;
        this.intervals = intervals;
        frameBytes = function.reservedFrameBytes();
        slot = new int[function.registerCount()];
        Arrays.fill(slot, Location.NONE);
    }

    void assign(Hints hints, Resolution resolution) {
        for (int i = 0; i < function.incomingCount(); i++) {
            slot[function.incomingRegister(i)] = function.incomingLocation(i);
        }
        int registers = function.registerCount();
        long[] keys = new long[registers];
        int[] until = new int[registers];
        int count = 0;
        for (int v = 0; v < registers; v++) {
            if (slot[v] != Location.NONE || hints.isRematerializable(v)) {
                continue;
            }
            int from = Integer.MAX_VALUE;
            int end = 0;
            for (int interval = v; interval >= 0; interval = intervals.next[interval]) {
                if (intervals.assigned[interval] == Intervals.SPILLED) {
                    from = Math.min(from, intervals.start[interval]);
                    until[v] = intervals.end[interval];
                }
                end = intervals.end[interval];
            }
            if (from != Integer.MAX_VALUE) {
                if (resolution.isStoredAtDefinition(v)) {
                    // It must stay there for as long as the value may go back to it, by a back-edge for instance.
                    from = intervals.start[v];
                    until[v] = end;
                }
                // The store may come in the gap before.
                until[v] = Math.max(until[v], resolution.loadedUpTo(v));
                keys[count++] = ((long) (from & ~3) << 32) | v;
            }
        }
        Arrays.sort(keys, 0, count);
        for (int i = 0; i < count; i++) {
            int v = (int) keys[i];
            place(v, (int) (keys[i] >> 32), until[v], hints);
        }
        function.setFrameBytes(frameBytes);
    }

    private void place(int v, int from, int until, Hints hints) {
        while (true) {
            Busy first = busy.peek();
            if (first == null || first.until > from) {
                break;
            }
            busy.remove();
            (first.wide ? freeVectors : freeWords).add(first.place);
        }
        LirKind kind = function.kind(v);
        boolean wide = kind.slotBytes() == 16;
        IntList free = wide ? freeVectors : freeWords;
        if (free.size() > 0) {
            int wished = indexOf(free, hints.origin(v));
            wished = wished < 0 ? indexOf(free, hints.destination(v)) : wished;
            int last = free.removeLast();
            slot[v] = last;
            if (wished >= 0 && wished < free.size()) {
                slot[v] = free.get(wished);
                free.set(wished, last);
            }
        } else {
            frameBytes += kind.slotBytes();
            slot[v] = Location.stack(-frameBytes);
        }
        // In the gap after its end it may still be read.
        busy.add(new Busy((until + 4) & ~3, slot[v], wide));
    }

    /** Which of the latest free places is that of the virtual register {@code hint}, or -1. */
    private int indexOf(IntList free, int hint) {
        if (hint < 0 || slot[hint] == Location.NONE) {
            return -1;
        }
        for (int i = free.size() - 1; i >= Math.max(0, free.size() - 32); i--) {
            if (free.get(i) == slot[hint]) {
                return i;
            }
        }
        return -1;
    }

    /** The place of {@code v}. */
    int slot(int v) {
        if (slot[v] == Location.NONE) {
            throw new IllegalStateException("v" + v + " has no place on the stack");
        }
        return slot[v];
    }
}
