// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.x64.allocate;

import dev.tandem.optimizing.x64.lir.Jump;
import dev.tandem.optimizing.x64.lir.LirBlock;
import dev.tandem.optimizing.x64.lir.LirFunction;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Puts a block on every edge from a block with several successors to one with several predecessors, so that moves have a place. Edges of one
 * block to the same target with the same arguments share it. Those that stay empty go again in {@link BlockLayout}.
 */
final class CriticalEdges {
    private final LirFunction function;
    private final Map<LirBlock, List<LirBlock>> after = new HashMap<>();
    private final Map<LirBlock, List<LirBlock>> before = new HashMap<>();

    private CriticalEdges(LirFunction function) {
        this.function = function;
    }

    static void split(LirFunction function) {
        new CriticalEdges(function).run();
    }

    private void run() {
        for (LirBlock block : function.blocks()) {
            if (block.successorCount() > 1) {
                splitEdgesOf(block);
            }
        }
        if (after.isEmpty() && before.isEmpty()) {
            return;
        }
        List<LirBlock> layout = function.hasLayout() ? withEdges(function.layout()) : List.of();
        function.setBlocks(withEdges(function.blocks()));
        function.setLayout(layout);
    }

    private List<LirBlock> withEdges(List<LirBlock> order) {
        List<LirBlock> blocks = new ArrayList<>(order.size() * 2);
        for (LirBlock block : order) {
            blocks.addAll(before.getOrDefault(block, List.of()));
            blocks.add(block);
            blocks.addAll(after.getOrDefault(block, List.of()));
        }
        return blocks;
    }

    private void splitEdgesOf(LirBlock block) {
        Map<LirBlock, LirBlock> made = new HashMap<>();
        for (int i = 0; i < block.successorCount(); i++) {
            LirBlock target = block.successor(i);
            if (target.predecessors().size() < 2) {
                continue;
            }
            int[] arguments = block.arguments(i);
            LirBlock shared = made.get(target);
            if (shared != null && Arrays.equals(shared.arguments(0), arguments)) {
                block.setSuccessor(i, shared);
                continue;
            }
            LirBlock edge = function.newBlock();
            edge.append(new Jump());
            edge.setCold(block.isCold() || target.isCold());
            edge.setLoopDepth(Math.min(block.loopDepth(), target.loopDepth()));
            edge.setFrequency(Math.min(block.frequency(), target.frequency()) / 2);
            block.setSuccessor(i, edge);
            edge.addSuccessor(target, arguments);
            made.put(target, edge);
            // An edge out of a loop belongs behind the loop, the others right behind their beginning.
            boolean leaves = edge.loopDepth() < block.loopDepth();
            (leaves ? before : after)
                    .computeIfAbsent(leaves ? target : block, key -> new ArrayList<>(2))
                    .add(edge);
        }
    }
}
