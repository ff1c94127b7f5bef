// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.x64.allocate;

import dev.tandem.optimizing.x64.lir.LirBlock;
import dev.tandem.optimizing.x64.lir.LirFunction;
import dev.tandem.optimizing.x64.lir.LirInstruction;
import java.util.Arrays;
import java.util.List;

/** The blocks in linear order, hot ones first, with positions and the extents of loops among the hot blocks. */
final class Order {
    /** How many blocks back a cheaper place is looked for. */
    private static final int WINDOW = 64;

    final LirBlock[] blocks;
    /** Number of the first instruction of each block; one more entry for the end. */
    final int[] first;
    final LirInstruction[] instructions;
    /** Which of {@link #blocks} an instruction is in. */
    final int[] blockOf;
    /** Place in {@link #blocks} by {@link LirBlock#id}. */
    final int[] indexOf;
    /** How many blocks are hot. */
    final int hotCount;

    /** Innermost loop of a block, or -1. */
    final int[] loopOf;

    /** Whether every block comes after one of its predecessors, hence after all of its dominators. */
    final boolean dominatorsFirst;

    private int loopCount;
    private int[] loopHead = new int[8];
    private int[] loopEnd = new int[8];
    private int[] loopParent = new int[8];
    private int[] loopDepth = new int[8];

    Order(LirFunction function) {
        List<LirBlock> all = function.blocks();
        blocks = new LirBlock[all.size()];
        indexOf = new int[function.blockCount()];
        int count = 0;
        for (LirBlock block : all) {
            if (!block.isCold() || count == 0) {
                blocks[count++] = block;
            }
        }
        hotCount = count;
        for (LirBlock block : all) {
            if (block.isCold() && block != blocks[0]) {
                blocks[count++] = block;
            }
        }
        first = new int[count + 1];
        for (int k = 0; k < count; k++) {
            indexOf[blocks[k].id()] = k;
            first[k + 1] = first[k] + blocks[k].instructions().size();
        }
        instructions = new LirInstruction[first[count]];
        blockOf = new int[first[count]];
        for (int k = 0; k < count; k++) {
            int i = first[k];
            Arrays.fill(blockOf, i, first[k + 1], k);
            for (LirInstruction instruction : blocks[k].instructions()) {
                instructions[i++] = instruction;
            }
        }
        loopOf = new int[count];
        findLoops();
        boolean reached = true;
        for (int k = 1; k < count; k++) {
            reached &= hasEarlierPredecessor(k);
        }
        dominatorsFirst = reached;
    }

    private boolean hasEarlierPredecessor(int k) {
        for (LirBlock predecessor : blocks[k].predecessors()) {
            if (indexOf[predecessor.id()] < k) {
                return true;
            }
        }
        return false;
    }

    private void findLoops() {
        Arrays.fill(loopOf, -1);
        int open = -1;
        for (int k = 0; k < blocks.length; k++) {
            while (open >= 0 && loopEnd[open] <= k) {
                open = loopParent[open];
            }
            int end = 0;
            for (LirBlock predecessor : blocks[k].predecessors()) {
                int index = indexOf[predecessor.id()];
                if (index >= k && index < hotCount) {
                    end = Math.max(end, index + 1);
                }
            }
            if (end > 0) {
                open = newLoop(k, end, open);
                for (int outer = loopParent[open]; outer >= 0 && loopEnd[outer] < end; outer = loopParent[outer]) {
                    loopEnd[outer] = end;
                }
            }
            loopOf[k] = open;
        }
    }

    private int newLoop(int head, int end, int parent) {
        int loop = loopCount++;
        if (loop == loopHead.length) {
            loopHead = Arrays.copyOf(loopHead, loop * 2);
            loopEnd = Arrays.copyOf(loopEnd, loop * 2);
            loopParent = Arrays.copyOf(loopParent, loop * 2);
            loopDepth = Arrays.copyOf(loopDepth, loop * 2);
        }
        loopHead[loop] = head;
        loopEnd[loop] = end;
        loopParent[loop] = parent;
        loopDepth[loop] = parent < 0 ? 1 : loopDepth[parent] + 1;
        return loop;
    }

    /** The block at whose start the frame is made that values are spilled to, some blocks being before it: not a trap's. */
    int frameStart() {
        int k = 0;
        while (!blocks[k].isFrameStart() || FramePlacement.isTrap(blocks[k])) {
            k++;
        }
        return k;
    }

    /** The block in which {@code position} is. */
    int blockAt(int position) {
        return blockOf[position >> 2];
    }

    int start(int block) {
        return first[block] << 2;
    }

    int end(int block) {
        return first[block + 1] << 2;
    }

    boolean isBlockStart(int position) {
        return (position & 3) == 0 && first[blockOf[position >> 2]] == position >> 2;
    }

    int coldStart() {
        return first[hotCount] << 2;
    }

    double frequencyAt(int position) {
        return blocks[blockAt(position)].frequency();
    }

    /** The block that {@code loop} begins with. */
    int loopHead(int loop) {
        return loopHead[loop];
    }

    int loopStart(int loop) {
        return start(loopHead[loop]);
    }

    int loopEnd(int loop) {
        return first[loopEnd[loop]] << 2;
    }

    /** The loop around {@code loop}, or -1. */
    int loopParent(int loop) {
        return loopParent[loop];
    }

    int loopDepth(int loop) {
        return loop < 0 ? 0 : loopDepth[loop];
    }

    /**
     * The cheapest gap from {@code min} to {@code max} to change a value's place in: the latest among equals. At the start of a block, that
     * costs what the edges cost that come there, or jump over it, from the blocks from {@code min} on.
     *
     * @return -1 if there is no gap between them
     */
    int cheapestGap(int min, int max) {
        int latest = max & ~3;
        int earliest = (min + 3) & ~3;
        if (latest < earliest) {
            return -1;
        }
        int block = blockAt(Math.min(latest, (instructions.length - 1) << 2));
        int from = blockAt(earliest);
        double best = isBlockStart(earliest) ? entering(from, 0) : blocks[from].frequency();
        if (block == from) {
            return best < blocks[from].frequency() * 0.99 ? earliest : latest;
        }
        int gap = earliest;
        from = Math.max(from, block - WINDOW);
        double crossing = 0;
        for (int k = from + 1; k <= block; k++) {
            if (k - 1 > from) {
                crossing -= entering(k - 1, from);
            }
            crossing += leaving(k - 1);
            if (crossing <= best * 1.01) {
                best = crossing;
                gap = start(k);
            }
        }
        double inside = blocks[block].frequency() + crossing - entering(block, from);
        return inside <= best * 1.01 ? latest : gap;
    }

    /** How often {@code block} is entered from those before it, but not before {@code from}. */
    private double entering(int block, int from) {
        double sum = 0;
        for (LirBlock predecessor : blocks[block].predecessors()) {
            int index = indexOf[predecessor.id()];
            if (index >= from && index < block) {
                sum += frequency(predecessor, blocks[block]);
            }
        }
        return sum;
    }

    /** How often {@code block} is left for those after it. */
    private double leaving(int block) {
        double sum = 0;
        LirBlock source = blocks[block];
        for (int s = 0; s < source.successorCount(); s++) {
            if (indexOf[source.successor(s).id()] > block) {
                sum += frequency(source, source.successor(s));
            }
        }
        return sum;
    }

    /** Of an edge, none being critical. */
    private static double frequency(LirBlock from, LirBlock to) {
        return from.successorCount() == 1 ? from.frequency() : to.frequency() / to.predecessors().size();
    }
}
