// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.x64.allocate;

import dev.tandem.optimizing.x64.lir.LirBlock;
import dev.tandem.optimizing.x64.lir.LirFunction;
import dev.tandem.optimizing.x64.lir.LirInstruction;
import java.util.BitSet;
import java.util.List;

/**
 * Puts off the frame to where it is needed, so that ways that return before pay nothing for it (F. Chow, "Minimizing register usage penalty
 * at procedure calls", 1988: shrink wrapping). Where values are spilled the frame is made in one place only.
 */
final class FramePlacement {
    private FramePlacement() {}

    /** Marks the blocks {@linkplain LirBlock#isBeforeFrame before the frame}. No edge may be critical. */
    static void run(LirFunction function) {
        List<LirBlock> blocks = function.blocks();
        BitSet free = new BitSet();
        for (LirBlock block : blocks) {
            boolean reachedWithout = block == blocks.getFirst() || !block.predecessors().isEmpty();
            for (LirBlock predecessor : block.predecessors()) {
                reachedWithout &= free.get(predecessor.id()); // not yet set of a block that jumps back
            }
            if (reachedWithout && !needsFrame(block)) {
                free.set(block.id());
            }
        }
        BitSet returns = new BitSet();
        for (LirBlock block : blocks.reversed()) {
            if (free.get(block.id()) && (isReturn(block) || leadsTo(returns, block))) {
                returns.set(block.id());
            }
        }
        int places = 0;
        for (LirBlock block : blocks) {
            boolean place = !returns.get(block.id())
                    && !block.predecessors().isEmpty()
                    && returns.get(block.predecessors().getFirst().id());
            places += place && !isTrap(block) ? 1 : 0;
        }
        if (places == 1) {
            for (LirBlock block : blocks) {
                block.setBeforeFrame(returns.get(block.id()));
            }
        }
    }

    /** Puts the frame back to the entry. */
    static void atEntry(LirFunction function) {
        function.blocks().forEach(block -> block.setBeforeFrame(false));
    }

    private static boolean needsFrame(LirBlock block) {
        for (LirInstruction instruction : block.instructions()) {
            if (instruction.needsFrame()) {
                return true;
            }
        }
        return false;
    }

    private static boolean isReturn(LirBlock block) {
        return block.successorCount() == 0 && !block.isCold();
    }

    /** Whether this looks like a way to a trap, which wants a frame of its own, for the backtrace, and seldom places in it. */
    static boolean isTrap(LirBlock block) {
        return block.successorCount() == 0 && block.isCold();
    }

    private static boolean leadsTo(BitSet set, LirBlock block) {
        for (int s = 0; s < block.successorCount(); s++) {
            if (set.get(block.successor(s).id())) {
                return true;
            }
        }
        return false;
    }
}
