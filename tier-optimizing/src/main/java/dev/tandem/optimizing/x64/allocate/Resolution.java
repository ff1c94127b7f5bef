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

    Resolution(
            LirFunction function, Order order, Liveness liveness, Intervals intervals, Hints hints, MoveList moves) {
        this.function = function;
        this.order = order;
        this.liveness = liveness;
        this.intervals = intervals;
        this.hints = hints;
        this.moves = moves;
        storedAtDefinition = new boolean[function.registerCount()];
    }

    void run() {
        for (int v = 0; v < function.registerCount(); v++) {
            resolveSplits(v);
        }
        for (int k = 0; k < order.blocks.length; k++) {
            resolveEdges(k);
        }
        placeStores();
    }

    private void resolveSplits(int v) {
        int previous = v;
        for (int interval = intervals.next[v]; interval >= 0; interval = intervals.next[interval]) {
            int start = intervals.start[interval];
            if (intervals.end[previous] == start && !order.isBlockStart(start)) {
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
            previous = interval;
        }
    }

    private void resolveEdges(int k) {
        LirBlock block = order.blocks[k];
        for (int s = 0; s < block.successorCount(); s++) {
            LirBlock successor = block.successor(s);
            if (isRepeated(block, s)) {
                continue;
            }
            int target = order.indexOf[successor.id()];
            boolean departs = block.successorCount() == 1;
            int instruction = departs ? order.first[k + 1] - 1 : order.first[target];
            int stage = departs ? MoveList.DEPARTURE : MoveList.ARRIVAL;
            int end = order.end(k) - 1;
            int start = order.start(target);
            for (int entry = liveness.first(target); entry >= 0; entry = liveness.next(entry)) {
                int v = liveness.register(entry);
                if (intervals.next[v] >= 0) {
                    moves.add(instruction, stage, v, v, placeAt(v, end), placeAt(v, start));
                }
            }
            int[] arguments = block.arguments(s);
            for (int j = 0; j < arguments.length; j++) {
                int parameter = successor.parameters()[j];
                moves.add(
                        instruction,
                        stage,
                        arguments[j],
                        parameter,
                        placeAt(arguments[j], end),
                        intervals.assigned[parameter]);
            }
        }
    }

    /** Whether an edge before number {@code s} goes to the same block (which is an edge block, then). */
    private static boolean isRepeated(LirBlock block, int s) {
        if (block.successorCount() < 3 || block.successor(s).predecessors().size() == 1) {
            return false;
        }
        for (int i = 0; i < s; i++) {
            if (block.successor(i) == block.successor(s)) {
                return true;
            }
        }
        return false;
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
        } else if (!hints.isRematerializable(v) && order.frequencyAt(start) <= cost) {
            storedAtDefinition[v] = true;
            int instruction = (start & 3) == 0 ? start >> 2 : (start >> 2) + 1;
            moves.add(instruction, MoveList.STORE, v, v, intervals.assigned[v], Intervals.SPILLED);
        }
    }

    /** Whether the place of {@code v} on the stack is good from its definition on. */
    boolean isStoredAtDefinition(int v) {
        return storedAtDefinition[v];
    }
}
