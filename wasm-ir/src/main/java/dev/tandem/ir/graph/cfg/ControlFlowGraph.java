// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.graph.cfg;

import dev.tandem.ir.graph.Graph;
import dev.tandem.ir.graph.Node;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The blocks of a graph's control nodes, with dominators, loops and frequencies. A block's nodes are its control nodes only, until
 * {@link Schedule} places the others.
 */
public final class ControlFlowGraph {
    private final List<Block> blocks;
    private final List<Block> outside = new ArrayList<>();
    private final List<NaturalLoop> loops;
    private final @Nullable Block[] blockOf;
    private boolean isEstimated;

    ControlFlowGraph(List<Block> blocks, @Nullable Block[] blockOf) {
        this.blocks = blocks;
        this.blockOf = blockOf;
        Dominators.build(blocks);
        this.loops = LoopTree.build(blocks);
        for (Block block : blocks) {
            block.cfg = this;
            if (block.loop == null) {
                outside.add(block);
            }
        }
    }

    /** Estimates how often blocks run, once; many ask only for dominators and loops. */
    void estimate() {
        if (!isEstimated) {
            isEstimated = true;
            BranchHeuristics.markDoomed(blocks);
            BranchHeuristics.guess(blocks);
            Frequencies.estimate(blocks, loops);
            BranchHeuristics.markRare(blocks);
        }
    }

    /** Finds the blocks that control can reach. */
    public static ControlFlowGraph of(Graph graph) {
        return new BlockFinder(graph).find();
    }

    /** In reverse postorder, the entry first. */
    public List<Block> blocks() {
        return Collections.unmodifiableList(blocks);
    }

    public Block entry() {
        return blocks.getFirst();
    }

    /** Blocks in no loop, in reverse postorder. */
    public List<Block> outside() {
        return Collections.unmodifiableList(outside);
    }

    /** The outermost loops. */
    public List<NaturalLoop> loops() {
        return Collections.unmodifiableList(loops);
    }

    /** Whether control can reach the node; false for nodes without control. */
    public boolean reaches(Node control) {
        return control.id() < blockOf.length && blockOf[control.id()] != null;
    }

    /** The block of a control node that control can reach. */
    public Block block(Node control) {
        Block block = control.id() < blockOf.length ? blockOf[control.id()] : null;
        if (block == null) {
            throw new IllegalArgumentException("control does not reach " + control);
        }
        return block;
    }

    /** The nearest block that dominates both. */
    public Block commonDominator(Block a, Block b) {
        return Dominators.nearest(a, b);
    }
}
