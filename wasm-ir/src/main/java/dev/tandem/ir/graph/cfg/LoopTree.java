// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.graph.cfg;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds the loops, innermost first: from the back-edges of a head backwards up to the head. A loop already found is crossed in one
 * step, from its head to its entry.
 */
final class LoopTree {
    private final List<Block> blocks;
    /** By the index of a loop's head: an outer loop of it, found so far (a union-find forest). */
    private final @Nullable NaturalLoop[] outer;

    private LoopTree(List<Block> blocks) {
        this.blocks = blocks;
        this.outer = new NaturalLoop[blocks.size()];
    }

    /** Returns the outermost loops, by their heads in reverse postorder. */
    static List<NaturalLoop> build(List<Block> blocks) {
        return new LoopTree(blocks).build();
    }

    private List<NaturalLoop> build() {
        for (int i = blocks.size() - 1; i >= 0; i--) {
            Block head = blocks.get(i);
            for (Block predecessor : head.predecessors) {
                if (predecessor.index >= head.index) {
                    collect(head);
                    break;
                }
            }
        }
        List<NaturalLoop> outermost = new ArrayList<>();
        for (Block block : blocks) {
            NaturalLoop loop = block.loop;
            if (loop == null) {
                continue;
            }
            loop.blocks.add(block);
            if (loop.head() == block) {
                NaturalLoop parent = loop.parent;
                loop.depth = parent == null ? 1 : parent.depth + 1;
                (parent == null ? outermost : parent.children).add(loop);
            }
        }
        return outermost;
    }

    private void collect(Block head) {
        NaturalLoop loop = new NaturalLoop(head);
        ArrayDeque<Block> list = new ArrayDeque<>();
        head.loop = loop;
        for (Block predecessor : head.predecessors) {
            if (predecessor.index >= head.index) {
                list.add(predecessor);
            }
        }
        while (!list.isEmpty()) {
            Block block = list.removeLast();
            NaturalLoop inner = outermost(block.loop);
            if (inner == loop) {
                continue;
            }
            Block entry = block;
            if (inner == null) {
                block.loop = loop;
            } else {
                inner.parent = loop;
                outer[inner.head().index] = loop;
                entry = inner.head();
            }
            for (Block predecessor : entry.predecessors) {
                if (inner == null || predecessor.index < entry.index) {
                    list.add(predecessor);
                }
            }
        }
    }

    private @Nullable NaturalLoop outermost(@Nullable NaturalLoop loop) {
        if (loop == null) {
            return null;
        }
        NaturalLoop root = loop;
        for (NaturalLoop next = outer[root.head().index]; next != null; next = outer[root.head().index]) {
            root = next;
        }
        NaturalLoop at = loop;
        while (at != root) {
            NaturalLoop next = outer[at.head().index];
            outer[at.head().index] = root;
            at = next;
        }
        return root;
    }
}
