// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.graph.cfg;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/**
 * The order in which register allocation sees the blocks: a block comes after its dominators, the blocks of a loop follow each
 * other, cold blocks come last.
 */
final class BlockOrder {
    private BlockOrder() {}

    static List<Block> linear(ControlFlowGraph cfg) {
        List<Block> warm = new ArrayList<>(cfg.blocks().size());
        List<Block> cold = new ArrayList<>();
        ArrayDeque<Cursor> open = new ArrayDeque<>();
        open.push(new Cursor(cfg.outside(), cfg.loops()));
        while (!open.isEmpty()) {
            Cursor cursor = open.peek();
            if (cursor.atLoop()) {
                NaturalLoop loop = cursor.loops.get(cursor.nextLoop++);
                open.push(new Cursor(loop.blocks, loop.children));
            } else if (cursor.nextBlock < cursor.blocks.size()) {
                Block block = cursor.blocks.get(cursor.nextBlock++);
                (block.cold ? cold : warm).add(block);
            } else {
                open.pop();
            }
        }
        warm.addAll(cold);
        return warm;
    }

    /** Walks the blocks of one loop, and its inner loops where their heads stand. */
    private static final class Cursor {
        final List<Block> blocks;
        final List<NaturalLoop> loops;
        int nextBlock;
        int nextLoop;

        Cursor(List<Block> blocks, List<NaturalLoop> loops) {
            this.blocks = blocks;
            this.loops = loops;
        }

        boolean atLoop() {
            return nextLoop < loops.size()
                    && (nextBlock == blocks.size() || loops.get(nextLoop).head().index < blocks.get(nextBlock).index);
        }
    }
}
