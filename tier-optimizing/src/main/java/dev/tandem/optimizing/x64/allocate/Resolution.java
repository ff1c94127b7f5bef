// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.x64.allocate;

import dev.tandem.optimizing.x64.lir.LirBlock;
import dev.tandem.optimizing.x64.lir.LirFunction;

/**
 * Finds the moves between the parts of split intervals, within blocks and on edges, and those that bring arguments to block parameters. Then
 * decides for each spilled value whether it is stored once after its definition, or each time it goes to the stack, whichever is rarer:
 * values never change, so every store writes the same.
 */
final class Resolution {
    private final LirFunction function;
    private final Order order;
    private final Liveness liveness;
    private final Intervals intervals;
    private final Hints hints;
    private final MoveList moves;
    private final boolean[] storedAtDefinition;
    private final int[] loadedUpTo;
    /** The interval of each virtual register that the pass over the blocks has come to. */
    private final int[] reached;

    Resolution(
            LirFunction function, Order order, Liveness liveness, Intervals intervals, Hints hints, MoveList moves) {
        this.function = function;
        this.order = order;
        this.liveness = liveness;
        this.intervals = intervals;
        this.hints = hints;
        this.moves = moves;
        storedAtDefinition = new boolean[function.registerCount()];
        loadedUpTo = new int[function.registerCount()];
        reached = new int[function.registerCount()];
        for (int v = 0; v < reached.length; v++) {
            reached[v] = v;
        }
    }

    void run() {
        for (int v = 0; v < function.registerCount(); v++) {
            resolveSplits(v);
        }
        for (int k = 0; k < order.blocks.length; k++) {
            resolveEdges(k);
        }
        if (order.blocks[0].isBeforeFrame() && isSpilledOutsideFrame()) {
            FramePlacement.atEntry(function);
        }
        placeStores();
    }

    /** Whether a value is on the stack before the frame is made, or in a trap's frame. */
    private boolean isSpilledOutsideFrame() {
        for (int interval = 0; interval < intervals.count; interval++) {
            if (intervals.assigned[interval] == Intervals.SPILLED && !hints.isRematerializable(intervals.register[interval])) {
                for (int range = intervals.rangeBegin[interval]; range < intervals.rangeEnd[interval]; range++) {
                    if (isOutsideFrame(intervals.from(interval, range), intervals.to(interval, range))) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    private boolean isOutsideFrame(int from, int to) {
        for (int k = order.blockAt(from); k < order.blocks.length && order.start(k) < to; k++) {
            LirBlock block = order.blocks[k];
            if (block.isBeforeFrame() || (block.isFrameStart() && FramePlacement.isTrap(block))) {
                return true;
            }
        }
        return false;
    }

    private void resolveSplits(int v) {
        int previous = v;
        // Whether the place on the stack is good in the previous interval.
        boolean stored = intervals.assigned[v] == Intervals.SPILLED;
        for (int interval = intervals.next[v]; interval >= 0; interval = intervals.next[interval]) {
            int start = intervals.start[interval];
            boolean spilled = intervals.assigned[interval] == Intervals.SPILLED;
            if (intervals.end[previous] == start && !order.isBlockStart(start) && !(stored && spilled)) {
                int instruction = start >> 2;
                int stage = MoveList.SPLIT;
                if ((start & 3) == 2) {
                    stage = MoveList.CONSTRAINT;
                } else if ((start & 3) == 3) {
                    instruction++;
                    stage = MoveList.ARRIVAL;
                }
                moves.add(instruction, stage, v, v, intervals.assigned[previous], intervals.assigned[interval]);
            }
            stored = spilled || (intervals.loaded[interval] && isLoadedWithin(previous, stored, interval));
            previous = interval;
        }
    }

    /** Whether {@code interval} is entered only by a load, or from {@code previous} while that is stored, and does not leave the block. */
    private boolean isLoadedWithin(int previous, boolean stored, int interval) {
        int start = intervals.start[interval];
        int block = order.blockAt(start);
        if (intervals.end[interval] > order.end(block)) {
            return false;
        }
        if (!order.isBlockStart(start)) {
            return stored && intervals.end[previous] == start;
        }
        return isSpilledBefore(interval, block);
    }

    /** The moves on the edges into block {@code k}. */
    private void resolveEdges(int k) {
        LirBlock target = order.blocks[k];
        int start = order.start(k);
        for (int entry = liveness.first(k); entry >= 0; entry = liveness.next(entry)) {
            int v = liveness.register(entry);
            if (intervals.next[v] >= 0) {
                int here = forward(v, start);
                int to = intervals.assigned[here];
                if (target.predecessors().size() > 1 && to != Intervals.SPILLED && isSpilledBefore(here, k)) {
                    // One load for all edges.
                    moves.add(order.first[k], MoveList.STORE, v, v, Intervals.SPILLED, to);
                    loadedUpTo[v] = Math.max(loadedUpTo[v], start + 1);
                } else {
                    resolveEdges(v, k, here);
                }
            }
        }
        if (target.parameters().length > 0) {
            for (LirBlock predecessor : target.predecessors()) {
                resolveArguments(predecessor, edge(predecessor, target), target);
            }
        }
    }

    private static int edge(LirBlock from, LirBlock to) {
        int s = 0;
        while (from.successor(s) != to) {
            s++;
        }
        return s;
    }

    /** The interval of {@code v} that {@code start}, not before earlier ones, is in. */
    private int forward(int v, int start) {
        int interval = reached[v];
        for (int next = intervals.next[interval]; next >= 0 && intervals.start[next] <= start; next = intervals.next[next]) {
            interval = next;
        }
        reached[v] = interval;
        return interval;
    }

    /** Whether the value of {@code interval} is on the stack at all ends of blocks from which control comes to block {@code k}. */
    private boolean isSpilledBefore(int interval, int k) {
        for (LirBlock predecessor : order.blocks[k].predecessors()) {
            if (placeBefore(interval, predecessor) != Intervals.SPILLED) {
                return false;
            }
        }
        return true;
    }

    /** Where the value of {@code interval} is at the end of a block: most often in the same interval. */
    private int placeBefore(int interval, LirBlock block) {
        int end = order.end(order.indexOf[block.id()]) - 1;
        int next = intervals.next[interval];
        return intervals.start[interval] <= end && (next < 0 || intervals.start[next] > end)
                ? intervals.assigned[interval]
                : placeAt(intervals.register[interval], end);
    }

    /** @param here the interval of {@code v} at the start of block {@code k} */
    private void resolveEdges(int v, int k, int here) {
        int to = intervals.assigned[here];
        LirBlock previous = null;
        for (LirBlock predecessor : order.blocks[k].predecessors()) {
            // Several edges from one block go to an edge block, whose only predecessor it is.
            if (predecessor != previous) {
                int from = placeBefore(here, predecessor);
                moves.add(edgeInstruction(predecessor, k), edgeStage(predecessor), v, v, from, to);
            }
            previous = predecessor;
        }
    }

    private void resolveArguments(LirBlock predecessor, int s, LirBlock target) {
        int[] arguments = predecessor.arguments(s);
        int k = order.indexOf[target.id()];
        int end = order.end(order.indexOf[predecessor.id()]) - 1;
        for (int j = 0; j < arguments.length; j++) {
            int parameter = target.parameters()[j];
            moves.add(
                    edgeInstruction(predecessor, k),
                    edgeStage(predecessor),
                    arguments[j],
                    parameter,
                    placeAt(arguments[j], end),
                    intervals.assigned[parameter]);
        }
    }

    /** Moves of an edge are at the end of its source if that has no other edges, else at the start of its target. */
    private int edgeInstruction(LirBlock predecessor, int target) {
        return predecessor.successorCount() == 1
                ? order.first[order.indexOf[predecessor.id()] + 1] - 1
                : order.first[target];
    }

    private static int edgeStage(LirBlock predecessor) {
        return predecessor.successorCount() == 1 ? MoveList.DEPARTURE : MoveList.ARRIVAL;
    }

    private int placeAt(int v, int position) {
        return intervals.assigned[intervals.intervalAt(v, position)];
    }

    private void placeStores() {
        double[] cost = new double[function.registerCount()];
        int count = moves.count();
        for (int move = 0; move < count; move++) {
            if (isStore(move)) {
                cost[moves.source(move)] += order.blocks[order.blockOf[moves.instruction(move)]].frequency();
            }
        }
        for (int v = 0; v < cost.length; v++) {
            if (cost[v] > 0) {
                placeStore(v, cost[v]);
            }
        }
        for (int move = 0; move < count; move++) {
            if (isStore(move) && (storedAtDefinition[moves.source(move)] || hints.isRematerializable(moves.source(move)))) {
                moves.drop(move);
            }
        }
    }

    private boolean isStore(int move) {
        return moves.to(move) == Intervals.SPILLED && moves.source(move) == moves.target(move);
    }

    private void placeStore(int v, double cost) {
        int start = intervals.start[v];
        if (intervals.assigned[v] == Intervals.SPILLED) {
            storedAtDefinition[v] = true;
        } else if (order.blocks[order.blockAt(start)].isBeforeFrame()) {
            storeInFrame(v);
        } else if (!hints.isRematerializable(v) && order.frequencyAt(start) <= cost) {
            storedAtDefinition[v] = true;
            int instruction = (start & 3) == 0 ? start >> 2 : (start >> 2) + 1;
            moves.add(instruction, MoveList.STORE, v, v, intervals.assigned[v], Intervals.SPILLED);
        }
    }

    /** Before the frame is made there is no place on the stack; all that spills comes after. */
    private void storeInFrame(int v) {
        int k = order.frameStart();
        int place = placeAt(v, order.start(k));
        if (place != Intervals.SPILLED && !hints.isRematerializable(v)) {
            storedAtDefinition[v] = true;
            moves.add(order.first[k], MoveList.STORE, v, v, place, Intervals.SPILLED);
        }
    }

    /** Up to where {@code v} is loaded at the starts of blocks, after the moves of edges. */
    int loadedUpTo(int v) {
        return loadedUpTo[v];
    }

    /** Whether the place of {@code v} on the stack is good from its definition on. */
    boolean isStoredAtDefinition(int v) {
        return storedAtDefinition[v];
    }
}
