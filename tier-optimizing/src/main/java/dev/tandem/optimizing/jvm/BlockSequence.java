// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.jvm;

import dev.tandem.ir.graph.cfg.Block;
import dev.tandem.ir.graph.cfg.ControlFlowGraph;
import dev.tandem.ir.graph.cfg.NaturalLoop;
import dev.tandem.ir.graph.node.Region;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * All blocks in an order in which every branch goes forward, but for back-edges, and the blocks of a loop stand together, the head first.
 * Reverse postorder is that already, but for what leaves a loop and stands between its blocks: it moves behind the loop.
 */
final class BlockSequence {
    private final List<Block> order = new ArrayList<>();
    /** By block index: place in the order. */
    private final int[] places;
    /** By place: how many branches from before go beyond, to how many targets. */
    private final int[] nesting;
    /** By block index: which input of the region that follows the block is; -1 if no region follows. */
    private final int[] ways;
    /** By place: the loops that end there, inner ones first. */
    private final List<List<NaturalLoop>> ends = new ArrayList<>();

    BlockSequence(ControlFlowGraph cfg) {
        int count = cfg.blocks().size();
        arrange(cfg);
        places = new int[count];
        for (int i = 0; i < order.size(); i++) {
            places[order.get(i).index()] = i;
        }
        nesting = new int[order.size() + 1];
        countNesting();
        findEnds();
        ways = new int[count];
        Arrays.fill(ways, -1);
        for (Block block : order) {
            if (block.head() instanceof Region region) {
                for (int i = 0; i < region.predecessorCount(); i++) {
                    Block from = cfg.block(region.predecessor(i));
                    if (from != null) {
                        ways[from.index()] = i;
                    }
                }
            }
        }
    }

    /** Which input of the region that follows the block is. */
    int wayFrom(Block block) {
        return ways[block.index()];
    }

    private static final class Cursor {
        final List<Block> blocks;
        final List<NaturalLoop> loops;
        int nextBlock;
        int nextLoop;

        Cursor(List<Block> blocks, List<NaturalLoop> loops) {
            this.blocks = blocks;
            this.loops = loops;
        }
    }

    private void arrange(ControlFlowGraph cfg) {
        ArrayDeque<Cursor> open = new ArrayDeque<>();
        open.push(new Cursor(cfg.outside(), cfg.loops()));
        while (!open.isEmpty()) {
            Cursor at = open.peek();
            boolean blockLeft = at.nextBlock < at.blocks.size();
            if (at.nextLoop < at.loops.size()
                    && (!blockLeft || at.loops.get(at.nextLoop).head().index() < at.blocks.get(at.nextBlock).index())) {
                NaturalLoop loop = at.loops.get(at.nextLoop++);
                open.push(new Cursor(loop.blocks(), loop.children()));
            } else if (blockLeft) {
                order.add(at.blocks.get(at.nextBlock++));
            } else {
                open.pop();
            }
        }
    }

    private void countNesting() {
        for (int to = 0; to < order.size(); to++) {
            int first = to;
            for (Block predecessor : order.get(to).predecessors()) {
                first = Math.min(first, place(predecessor));
            }
            if (first + 1 < to) {
                nesting[first + 1]++;
                nesting[to]--;
            }
        }
        for (int i = 1; i < nesting.length; i++) {
            nesting[i] += nesting[i - 1];
        }
    }

    private void findEnds() {
        for (int i = 0; i < order.size(); i++) {
            ends.add(List.of());
        }
        int[] last = new int[order.size()];
        Arrays.fill(last, -1);
        for (int i = 0; i < order.size(); i++) {
            for (NaturalLoop loop = order.get(i).loop(); loop != null; loop = loop.parent()) {
                last[loop.head().index()] = i;
            }
        }
        // Backwards, so that an inner loop, whose head stands later, comes first.
        for (int i = order.size() - 1; i >= 0; i--) {
            Block head = order.get(i);
            NaturalLoop loop = head.loop();
            if (loop != null && loop.head().equals(head)) {
                int end = last[head.index()];
                List<NaturalLoop> here = new ArrayList<>(ends.get(end));
                here.add(loop);
                ends.set(end, here);
            }
        }
    }

    List<Block> blocks() {
        return order;
    }

    int place(Block block) {
        return places[block.index()];
    }

    /** How deep in other blocks' branches the block at that place stands: a measure of what it would cost to cut there. */
    int nesting(int place) {
        return nesting[place];
    }

    /** The loops whose last block is at that place, inner ones first. */
    List<NaturalLoop> endingLoops(int place) {
        return ends.get(place);
    }
}
