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

    /** @param dispatchCopies whether there are to be {@link DispatchCopies} */
    static void run(LirFunction function, boolean dispatchCopies) {
        thread(function);
        cutOff(function);
        List<LirBlock> order = new ArrayList<>(function.blocks().size());
        collect(function, order, false);
        collect(function, order, true);
        order = joined(order, function.blockCount());
        if (dispatchCopies) {
            order = DispatchCopies.run(function, order);
        }
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

    /** Blocks that nobody enters any more are no predecessors either; nothing will be set of them. */
    private static void cutOff(LirFunction function) {
        LirBlock entry = function.blocks().getFirst();
        for (LirBlock block : function.blocks()) {
            LirBlock dead = block;
            while (dead != entry && dead.predecessors().isEmpty() && dead.successorCount() == 1) {
                LirBlock next = dead.successor(0);
                dead.removeSuccessors();
                dead = next;
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

    /**
     * The same blocks, with those put together of which one jumps to the other, where that costs nothing: nobody falls into the other so far. Such
     * jumps are left where edges turned out to need moves, or none.
     */
    private static List<LirBlock> joined(List<LirBlock> order, int blockCount) {
        int count = order.size();
        int[] place = new int[blockCount];
        for (int i = 0; i < count; i++) {
            place[order.get(i).id()] = i;
        }
        int[] next = new int[count];
        boolean[] begins = new boolean[count];
        int[] otherEnd = new int[count];
        begins[0] = true;
        for (int i = 0, start = 0; i < count; i++) {
            boolean falls = i + 1 < count && leadsTo(order.get(i), order.get(i + 1));
            next[i] = falls ? i + 1 : -1;
            if (!falls) {
                otherEnd[start] = i;
                otherEnd[i] = start;
                start = i + 1;
                if (start < count) {
                    begins[start] = true;
                }
            }
        }
        for (int i = 0; i < count; i++) {
            int best = next[i] >= 0 ? -1 : successor(order, i, next, place, begins, otherEnd);
            if (best >= 0) {
                int start = otherEnd[i];
                int end = otherEnd[best];
                next[i] = best;
                begins[best] = false;
                otherEnd[start] = end;
                otherEnd[end] = start;
            }
        }
        List<LirBlock> result = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            for (int at = begins[i] ? i : -1; at >= 0; at = next[at]) {
                result.add(order.get(at));
            }
        }
        return result;
    }

    private static boolean leadsTo(LirBlock block, LirBlock target) {
        for (int s = 0; s < block.successorCount(); s++) {
            if (block.successor(s) == target) {
                return true;
            }
        }
        return false;
    }

    /** The most frequent successor of block {@code i} that begins another chain, as hot and within the loop; or -1. */
    private static int successor(
            List<LirBlock> order, int i, int[] next, int[] place, boolean[] begins, int[] otherEnd) {
        LirBlock block = order.get(i);
        int best = -1;
        for (int s = 0; block.successorCount() <= 2 && s < block.successorCount(); s++) {
            LirBlock target = block.successor(s);
            int at = place[target.id()];
            if (at > 0
                    && begins[at]
                    && otherEnd[at] != i
                    && target.isCold() == block.isCold()
                    && isWithin(order, next, at, block.loopDepth())
                    && (best < 0 || target.frequency() > order.get(best).frequency())) {
                best = at;
            }
        }
        return best;
    }

    private static boolean isWithin(List<LirBlock> order, int[] next, int start, int loopDepth) {
        for (int at = start; at >= 0; at = next[at]) {
            if (order.get(at).loopDepth() < loopDepth) {
                return false;
            }
        }
        return true;
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
