// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.x64.allocate;

import dev.tandem.optimizing.x64.lir.LirBlock;
import dev.tandem.optimizing.x64.lir.LirFunction;
import java.util.ArrayList;
import java.util.List;

/** After allocation: jumps to jumps go to the end of the chain, blocks that nobody enters any more go, cold ones go last. */
final class BlockLayout {
    /** Longer chains of empty blocks do not occur, but circles do. */
    private static final int MAX_CHAIN = 8;

    private BlockLayout() {}

    static void run(LirFunction function) {
        thread(function);
        List<LirBlock> order = new ArrayList<>(function.blocks().size());
        collect(function, order, false);
        collect(function, order, true);
        function.setLayout(List.of());
        function.setBlocks(order);
        align(order, function.blockCount());
    }

    private static void thread(LirFunction function) {
        for (LirBlock block : function.blocks()) {
            for (int s = 0; s < block.successorCount(); s++) {
                LirBlock target = block.successor(s);
                for (int i = 0; i < MAX_CHAIN && isEmpty(target); i++) {
                    target = target.successor(0);
                }
                if (target != block.successor(s)) {
                    block.setSuccessor(s, target);
                }
            }
        }
    }

    private static boolean isEmpty(LirBlock block) {
        return block.successorCount() == 1 && block.instructions().size() == 1 && !block.isFrameStart();
    }

    private static void collect(LirFunction function, List<LirBlock> order, boolean cold) {
        LirBlock entry = function.blocks().getFirst();
        for (LirBlock block : function.layout()) {
            boolean first = block == entry;
            if ((first || !block.predecessors().isEmpty()) && (!first && block.isCold()) == cold) {
                order.add(block);
            }
        }
    }

    /** The first blocks, in the order of the code, of innermost hot loops. */
    private static void align(List<LirBlock> order, int blockCount) {
        int[] place = new int[blockCount];
        for (int i = 0; i < order.size(); i++) {
            place[order.get(i).id()] = i;
        }
        int innermost = -1;
        for (int i = order.size() - 1; i >= 0; i--) {
            LirBlock block = order.get(i);
            int end = -1;
            for (LirBlock predecessor : block.predecessors()) {
                int index = place[predecessor.id()];
                if (index >= i
                        && order.get(index) == predecessor
                        && !predecessor.isCold()
                        && predecessor.loopDepth() >= block.loopDepth()) {
                    end = Math.max(end, index);
                }
            }
            if (end >= 0 && !block.isCold()) {
                // Going backward, an inner loop's head comes before its outer loops'.
                block.setAligned(innermost < 0 || innermost > end);
                innermost = i;
            }
        }
    }
}
