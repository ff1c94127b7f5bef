// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.graph.cfg;

import dev.tandem.ir.graph.ControlNode;
import dev.tandem.ir.graph.Node;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A basic block. Every way out of a branch has a block of its own, so that no edge is critical: a block with several predecessors
 * is the only successor of each of them. Such a block between may be empty; code generators jump through it.
 */
public final class Block {
    /** Of a block that goes on to one other, or to none. */
    private static final double[] CERTAIN = {1};

    final ControlNode head;
    int index;
    /** Which way out of the branch before it this is; 0 if there is no branch. */
    int ordinal;
    final List<Block> successors = new ArrayList<>(2);
    final List<Block> predecessors = new ArrayList<>(2);
    List<Node> nodes = new ArrayList<>();
    /** By successor: how likely control goes there. */
    double[] probabilities = CERTAIN;
    Block dominator = this;
    Block jump = this;
    int dominatorDepth;
    @Nullable NaturalLoop loop;
    boolean endsInBranch;
    /** Null while the blocks are being found. */
    @Nullable ControlFlowGraph cfg;

    // Only of a control flow that is estimated, like the probabilities: {@link ControlFlowGraph#estimate}.
    double frequency;
    boolean cold;

    Block(ControlNode head) {
        this.head = head;
    }

    /** Position in reverse postorder, dense from 0: the entry is 0. */
    public int index() {
        return index;
    }

    /** The control node that starts the block: the start, a way out of a branch, or a region. */
    public ControlNode head() {
        return head;
    }

    /** Whether the last node directs or ends control; otherwise control goes on to the only successor, a region. */
    public boolean endsInBranch() {
        return endsInBranch;
    }

    /** The branch, return, trap or tail call that ends the block, or, if there is none, any node. */
    public Node end() {
        return nodes.getLast();
    }

    /** In a schedule: everything that the block computes, in order: the head, phis, then the rest. */
    public List<Node> nodes() {
        return Collections.unmodifiableList(nodes);
    }

    /** In the order of the branch's ways out: true before false, cases before the default. */
    public List<Block> successors() {
        return Collections.unmodifiableList(successors);
    }

    /** In the order of the region's inputs. */
    public List<Block> predecessors() {
        return Collections.unmodifiableList(predecessors);
    }

    /** How likely control goes to a successor, 0 to 1. */
    public double probability(int successor) {
        estimate();
        return probabilities[successor];
    }

    /** The immediate dominator; the entry's is itself. */
    public Block dominator() {
        return dominator;
    }

    /** Steps to the entry in the dominator tree. */
    public int dominatorDepth() {
        return dominatorDepth;
    }

    /** Whether control goes through this block before it can reach the other one. A block dominates itself. */
    public boolean dominates(Block other) {
        return Dominators.dominates(this, other);
    }

    /** The innermost loop around this block, if any. */
    public @Nullable NaturalLoop loop() {
        return loop;
    }

    /** 0 outside of loops. */
    public int loopDepth() {
        return loop == null ? 0 : loop.depth;
    }

    public boolean isLoopHead() {
        return loop != null && loop.head() == this;
    }

    /** Estimated runs for each call of the function. */
    public double frequency() {
        estimate();
        return frequency;
    }

    /** Whether the block is expected to run (almost) never: it ends in a trap, or profile or hints say so. */
    public boolean isCold() {
        estimate();
        return cold;
    }

    private void estimate() {
        if (cfg != null) {
            cfg.estimate();
        }
    }

    @Override
    public String toString() {
        return "B" + index;
    }
}
