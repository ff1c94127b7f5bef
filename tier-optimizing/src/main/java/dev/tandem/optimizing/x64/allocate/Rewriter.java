// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.x64.allocate;

import dev.tandem.optimizing.x64.lir.LirFunction;
import dev.tandem.optimizing.x64.lir.LirInstruction;
import dev.tandem.optimizing.x64.lir.LirKind;
import dev.tandem.optimizing.x64.lir.Operand;
import java.util.ArrayList;
import java.util.List;

/** Writes locations into instructions, adds the moves that fixed and tied operands need, and puts all moves into the blocks. */
final class Rewriter {
    private final LirFunction function;
    private final Order order;
    private final Intervals intervals;
    private final Hints hints;
    private final MoveList moves;
    /** Where the pass over the instructions is in each virtual register's list of intervals. */
    private final int[] current;

    Rewriter(LirFunction function, Order order, Intervals intervals, Hints hints, MoveList moves) {
        this.function = function;
        this.order = order;
        this.intervals = intervals;
        this.hints = hints;
        this.moves = moves;
        current = new int[function.registerCount()];
        for (int v = 0; v < current.length; v++) {
            current[v] = v;
        }
    }

    /** Finds the moves for fixed and tied operands. Before {@link Resolution} decides on stores. */
    void constrain() {
        for (int i = 0; i < order.instructions.length; i++) {
            constrain(order.instructions[i], i);
        }
    }

    /** Assigned places stand in for locations until slots are known: {@link Intervals#SPILLED} is replaced in {@link #rewrite}. */
    private void constrain(LirInstruction instruction, int i) {
        int position = i << 2;
        int tied = Intervals.NONE;
        int tiedPlace = Intervals.NONE;
        for (int j = 0; j < instruction.operandCount(); j++) {
            int operand = instruction.operand(j);
            if (Operand.policy(operand) == Operand.SAME) {
                int source = instruction.operand(Operand.detail(operand));
                tied = Operand.register(source);
                int result = Operand.register(operand);
                tiedPlace = intervals.assigned[result];
                moves.add(i, MoveList.CONSTRAINT, tied, result, placeAt(tied, position + 1), tiedPlace);
            }
        }
        // Uses first: the pass over the lists of intervals goes forward only.
        for (int role = Operand.USE; role <= Operand.DEF; role++) {
            for (int j = 0; j < instruction.operandCount(); j++) {
                int operand = instruction.operand(j);
                if (Operand.role(operand) != role) {
                    continue;
                }
                int v = Operand.register(operand);
                if (Operand.policy(operand) == Operand.FIXED) {
                    int fixed = Operand.detail(operand);
                    instruction.setLocation(j, fixed);
                    if (Operand.isUse(operand)) {
                        moves.add(i, MoveList.CONSTRAINT, v, v, placeAt(v, position + 1), fixed);
                    } else if (role == Operand.DEF && !intervals.isEmpty(v)) {
                        int place = intervals.assigned[v];
                        boolean spilled = place == Intervals.SPILLED;
                        moves.add(i + 1, MoveList.ARRIVAL, v, v, fixed, spilled ? Intervals.DEFINED_SPILLED : place);
                    }
                } else if (role == Operand.USE && v == tied) {
                    instruction.setLocation(j, tiedPlace);
                } else {
                    instruction.setLocation(j, placeAt(v, position + (role == Operand.USE ? 1 : 2)));
                }
            }
        }
    }

    private int placeAt(int v, int position) {
        int interval = current[v];
        for (int next = intervals.next[interval];
                next >= 0 && intervals.start[next] <= position;
                next = intervals.next[next]) {
            interval = next;
        }
        current[v] = interval;
        return intervals.assigned[interval];
    }

    /** Replaces spilled places by slots and builds the blocks' new code. */
    void rewrite(SpillSlots slots) {
        for (LirInstruction instruction : order.instructions) {
            for (int j = 0; j < instruction.operandCount(); j++) {
                if (instruction.location(j) == Intervals.SPILLED && !isSuperfluous(instruction)) {
                    instruction.setLocation(j, slots.slot(Operand.register(instruction.operand(j))));
                }
            }
        }
        int[] sorted = moves.sorted();
        ParallelMove parallel = new ParallelMove();
        int next = 0;
        for (int k = 0; k < order.blocks.length; k++) {
            List<LirInstruction> code = new ArrayList<>(order.blocks[k].instructions().size() + 8);
            for (int i = order.first[k]; i < order.first[k + 1]; i++) {
                while (next < sorted.length && moves.instruction(sorted[next]) == i) {
                    int group = moves.group(sorted[next]);
                    while (next < sorted.length && moves.group(sorted[next]) == group) {
                        add(parallel, sorted[next++], slots);
                    }
                    parallel.flush(code);
                }
                if (!isSuperfluous(order.instructions[i])) {
                    code.add(order.instructions[i]);
                }
            }
            order.blocks[k].setInstructions(code);
        }
    }

    /** Whether it makes a value that is made again wherever it is used. */
    private boolean isSuperfluous(LirInstruction instruction) {
        return instruction.isRematerializable()
                && instruction.location(0) == Intervals.SPILLED
                && hints.isRematerializable(Operand.register(instruction.operand(0)));
    }

    private void add(ParallelMove parallel, int move, SpillSlots slots) {
        int source = moves.source(move);
        LirKind kind = function.kind(source);
        int to = moves.to(move);
        int destination = to < 0 ? slots.slot(moves.target(move)) : to;
        if (moves.from(move) != Intervals.SPILLED) {
            parallel.add(kind, moves.from(move), destination);
        } else if (hints.isRematerializable(source)) {
            parallel.addAgain(hints.definition(source), kind, destination);
        } else {
            parallel.add(kind, slots.slot(source), destination);
        }
    }
}
