// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.graph.cfg;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A loop: its head, the blocks from which control can come back to the head, the loop around it. */
public final class NaturalLoop {
    private final Block head;
    final List<Block> blocks = new ArrayList<>();
    final List<NaturalLoop> children = new ArrayList<>();
    @Nullable NaturalLoop parent;
    int depth;
    /** How often the head runs each time that the loop is entered. */
    double trips = 1;

    NaturalLoop(Block head) {
        this.head = head;
    }

    public Block head() {
        return head;
    }

    /** The loop around this one, if any. */
    public @Nullable NaturalLoop parent() {
        return parent;
    }

    /** 1 for a loop that is in no other. */
    public int depth() {
        return depth;
    }

    /** The blocks of this loop that are in no inner loop, in reverse postorder, the head first. */
    public List<Block> blocks() {
        return Collections.unmodifiableList(blocks);
    }

    /** Loops directly in this one, by their heads in reverse postorder. */
    public List<NaturalLoop> children() {
        return Collections.unmodifiableList(children);
    }

    /** Whether the block is in this loop or in one inside it. */
    public boolean contains(Block block) {
        NaturalLoop loop = block.loop;
        while (loop != null && loop.depth > depth) {
            loop = loop.parent;
        }
        return loop == this;
    }

    @Override
    public String toString() {
        return "loop of " + head;
    }
}
