// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.x64.allocate;

import java.util.Arrays;

/**
 * The moves to be made, each in a group: an instruction that it goes before and a stage there. The moves of a group happen at once, the groups
 * of an instruction in the order of their stages. Places are registers or {@link Intervals#SPILLED}.
 */
final class MoveList {
    // Stages
    /** Results of the instruction before are taken out of fixed registers; or the edge into this block, if this is its first instruction. */
    static final int ARRIVAL = 0;
    /** Spilled values are stored after their definition; or loaded at the start of a block for all edges into it. */
    static final int STORE = 1;
    /** Intervals are split. */
    static final int SPLIT = 2;
    /** Fixed and tied operands; stores of values that lose their register within the instruction. */
    static final int CONSTRAINT = 3;
    /** The edge out of this block, if this is its {@code Jump}. */
    static final int DEPARTURE = 4;

    private static final int STAGES = 3;

    private int count;
    private int[] group = new int[64];
    private int[] source = new int[64];
    private int[] target = new int[64];
    private int[] from = new int[64];
    private int[] to = new int[64];

    int count() {
        return count;
    }

    /**
     * Adds a move, unless it moves nothing.
     *
     * @param source the virtual register whose value is moved
     * @param target the virtual register that then has the value, of importance if {@code to} is its place on the stack
     */
    void add(int instruction, int stage, int source, int target, int from, int to) {
        if (from == to && (source == target || from != Intervals.SPILLED)) {
            return;
        }
        if (to == Intervals.UNDECIDED) {
            return;
        }
        if (count == group.length) {
            int capacity = count * 2;
            group = Arrays.copyOf(group, capacity);
            this.source = Arrays.copyOf(this.source, capacity);
            this.target = Arrays.copyOf(this.target, capacity);
            this.from = Arrays.copyOf(this.from, capacity);
            this.to = Arrays.copyOf(this.to, capacity);
        }
        group[count] = (instruction << STAGES) | stage;
        this.source[count] = source;
        this.target[count] = target;
        this.from[count] = from;
        this.to[count++] = to;
    }

    /** A number that is equal for moves of a group and ascends with instructions and stages. */
    int group(int move) {
        return group[move];
    }

    int instruction(int move) {
        return group[move] >>> STAGES;
    }

    int source(int move) {
        return source[move];
    }

    int target(int move) {
        return target[move];
    }

    int from(int move) {
        return from[move];
    }

    int to(int move) {
        return to[move];
    }

    /** Makes a move nothing. */
    void drop(int move) {
        to[move] = from[move];
    }

    /** The moves that are left, by group. */
    int[] sorted() {
        long[] keys = new long[count];
        int kept = 0;
        for (int move = 0; move < count; move++) {
            if (from[move] != to[move] || source[move] != target[move]) {
                keys[kept++] = ((long) group[move] << 32) | move;
            }
        }
        Arrays.sort(keys, 0, kept);
        int[] moves = new int[kept];
        for (int i = 0; i < kept; i++) {
            moves[i] = (int) keys[i];
        }
        return moves;
    }
}
