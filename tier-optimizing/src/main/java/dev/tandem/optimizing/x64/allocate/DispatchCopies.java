// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.x64.allocate;

import dev.tandem.optimizing.x64.lir.LirBlock;
import dev.tandem.optimizing.x64.lir.LirFunction;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The loop of an interpreter: all cases of a switch lead back to it. Each gets its own copy of the way back and of the switch, if that is
 * short. A case then goes on to the next with one jump instead of two, and the processor, which remembers where a jump went last time, remembers
 * for each case what followed it (Ertl and Gregg, The Structure and Performance of Efficient Interpreters, 2003).
 */
public final class DispatchCopies {
    /** What options call it. */
    public static final String NAME = "dispatch-copies";

    private static final int FEWEST_CASES = 5;
    private static final int FEWEST_COPIES = 4;
    /** Instructions of one copy. */
    private static final int LONGEST = 16;
    /** Instructions of all copies: so much code stays in a cache, beside the cases that are in use. */
    private static final int MOST = 4000;

    private final LirFunction function;
    /** By the block that they follow. */
    private final Map<LirBlock, List<LirBlock>> copies = new HashMap<>();

    private DispatchCopies(LirFunction function) {
        this.function = function;
    }

    /** The blocks in the order of the code, with copies where they belong. */
    static List<LirBlock> run(LirFunction function, List<LirBlock> order) {
        DispatchCopies made = new DispatchCopies(function);
        for (LirBlock block : order) {
            if (block.successorCount() >= FEWEST_CASES && block.loopDepth() > 0 && !block.isCold()) {
                made.copy(block);
            }
        }
        return made.copies.isEmpty() ? order : made.with(order);
    }

    /** Copies the way back to the block, and the block, to wherever control comes from. */
    private void copy(LirBlock dispatch) {
        List<LirBlock> way = new ArrayList<>();
        way.add(dispatch);
        int length = dispatch.instructions().size();
        List<LirBlock> from = comingFrom(dispatch, dispatch.loopDepth());
        while (from.size() == 1 && length <= LONGEST) {
            LirBlock before = from.getFirst();
            if (way.contains(before) || before.successorCount() > 2) {
                return;
            }
            way.addFirst(before);
            length += before.instructions().size();
            from = comingFrom(before, dispatch.loopDepth());
        }
        LirBlock start = way.getFirst();
        from.removeIf(block -> block.successorCount() > 1 || block.isBeforeFrame() != start.isBeforeFrame());
        if (length > LONGEST || from.size() < FEWEST_COPIES || from.size() * length > MOST || start.isFrameStart() || copies.containsKey(start)) {
            return;
        }
        for (LirBlock block : from) {
            copies.put(block, copy(way, block));
        }
    }

    private static List<LirBlock> comingFrom(LirBlock block, int loopDepth) {
        List<LirBlock> from = new ArrayList<>();
        for (LirBlock predecessor : block.predecessors()) {
            if (predecessor.loopDepth() >= loopDepth && !predecessor.isCold() && !from.contains(predecessor)) {
                from.add(predecessor);
            }
        }
        return from;
    }

    private List<LirBlock> copy(List<LirBlock> way, LirBlock from) {
        List<LirBlock> made = new ArrayList<>();
        LirBlock last = from;
        for (LirBlock block : way) {
            LirBlock copy = function.newBlock();
            copy.setLoopDepth(block.loopDepth());
            copy.setFrequency(from.frequency());
            copy.setBeforeFrame(block.isBeforeFrame());
            copy.setInstructions(block.instructions());
            for (int s = 0; s < block.successorCount(); s++) {
                copy.addSuccessor(block.successor(s));
            }
            for (int s = 0; s < last.successorCount(); s++) {
                if (last.successor(s) == block) {
                    last.setSuccessor(s, copy);
                }
            }
            made.add(copy);
            last = copy;
        }
        return made;
    }

    private List<LirBlock> with(List<LirBlock> order) {
        List<LirBlock> all = new ArrayList<>();
        LirBlock entry = order.getFirst();
        for (LirBlock block : order) {
            if (block == entry || !block.predecessors().isEmpty()) {
                all.add(block);
                all.addAll(copies.getOrDefault(block, List.of()));
            } else {
                block.removeSuccessors(); // all ways to it have copies; what it leads to is entered from before the loop
            }
        }
        return all;
    }
}
