// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.graph.cfg;

import java.util.List;

/**
 * The dominator tree. Wasm's control flow is reducible, so that one pass over the blocks in reverse postorder is the fixpoint of
 * Cooper, Harvey, Kennedy ("A simple, fast dominance algorithm", 2001): a block's immediate dominator is the nearest common ancestor
 * of its forward predecessors. Ancestors are found through jump pointers (Myers, "An applicative random-access stack", 1983), so that
 * thousands of exits out of one block cost a logarithm each.
 */
final class Dominators {
    private Dominators() {}

    /** @param blocks in reverse postorder, the entry first */
    static void build(List<Block> blocks) {
        Block entry = blocks.getFirst();
        entry.dominator = entry;
        entry.jump = entry;
        for (int i = 1; i < blocks.size(); i++) {
            Block block = blocks.get(i);
            Block common = null;
            for (Block predecessor : block.predecessors) {
                if (predecessor.index < block.index) {
                    common = common == null ? predecessor : nearest(common, predecessor);
                }
            }
            if (common == null) {
                throw new IllegalStateException(block + " is entered only from below");
            }
            attach(block, common);
        }
    }

    private static void attach(Block block, Block parent) {
        block.dominator = parent;
        block.dominatorDepth = parent.dominatorDepth + 1;
        Block jump = parent.jump;
        boolean equalSteps = parent.dominatorDepth - jump.dominatorDepth == jump.dominatorDepth - jump.jump.dominatorDepth;
        block.jump = equalSteps ? jump.jump : parent;
    }

    /** The nearest block that dominates both. */
    static Block nearest(Block a, Block b) {
        Block x = a;
        Block y = b;
        if (x.dominatorDepth < y.dominatorDepth) {
            x = b;
            y = a;
        }
        while (x.dominatorDepth > y.dominatorDepth) {
            x = x.jump.dominatorDepth >= y.dominatorDepth ? x.jump : x.dominator;
        }
        while (x != y) {
            if (x.jump != y.jump) {
                x = x.jump;
                y = y.jump;
            } else {
                x = x.dominator;
                y = y.dominator;
            }
        }
        return x;
    }

    static boolean dominates(Block above, Block below) {
        Block x = below;
        while (x.dominatorDepth > above.dominatorDepth) {
            x = x.jump.dominatorDepth >= above.dominatorDepth ? x.jump : x.dominator;
        }
        return x == above;
    }
}
