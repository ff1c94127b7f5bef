// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.graph.cfg;

import dev.tandem.ir.graph.ControlNode;
import dev.tandem.ir.graph.FixedNode;
import dev.tandem.ir.graph.Graph;
import dev.tandem.ir.graph.Node;
import dev.tandem.ir.graph.node.If;
import dev.tandem.ir.graph.node.Projection;
import dev.tandem.ir.graph.node.Region;
import dev.tandem.ir.graph.node.Switch;
import dev.tandem.ir.graph.node.Trap;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Cuts the chain of control into blocks and puts them into reverse postorder. */
final class BlockFinder {
    private final Graph graph;
    private final @Nullable Block[] blockOf;

    BlockFinder(Graph graph) {
        this.graph = graph;
        this.blockOf = new Block[graph.capacity()];
    }

    ControlFlowGraph find() {
        List<Block> blocks = inPostorder(begin(graph.start()));
        Collections.reverse(blocks);
        for (int i = 0; i < blocks.size(); i++) {
            blocks.get(i).index = i;
        }
        for (Block block : blocks) {
            Node head = block.nodes.getFirst();
            for (int i = 0; i < head.inputCount(); i++) {
                block.predecessors.add(blockAt(head.input(i)));
            }
        }
        return new ControlFlowGraph(blocks, blockOf);
    }

    private Block blockAt(Node control) {
        Block block = blockOf[control.id()];
        if (block == null) {
            throw new IllegalStateException("control does not reach " + control);
        }
        return block;
    }

    private List<Block> inPostorder(Block entry) {
        List<Block> finished = new ArrayList<>();
        List<Block> open = new ArrayList<>();
        for (Block next = entry; next != null || !open.isEmpty(); ) {
            if (next != null) {
                fill(next);
                next.index = next.successors.size();
                open.add(next);
            }
            // Until the order is known, the index says how many successors are left to be visited.
            Block block = open.getLast();
            if (block.index == 0) {
                finished.add(open.removeLast());
                next = null;
            } else {
                // From the last to the first, so that the first comes first in the reverse of the postorder.
                Block successor = block.successors.get(--block.index);
                next = successor.nodes.isEmpty() ? successor : null;
            }
        }
        return finished;
    }

    /** The block of that head, to be filled when it is first visited. */
    private Block begin(ControlNode head) {
        Block block = blockOf[head.id()];
        if (block == null) {
            block = new Block(head);
            blockOf[head.id()] = block;
        }
        return block;
    }

    /** Collects the control nodes of a block, up to a branch, an end or a region, and names the successors. */
    private void fill(Block block) {
        for (ControlNode node = block.head; ; ) {
            block.nodes.add(node);
            blockOf[node.id()] = block;
            if (node instanceof If branch) {
                branchTo(block, branch.trueSuccessor(), branch.falseSuccessor());
                return;
            }
            if (node instanceof Switch branch) {
                branchTo(block, branch.cases());
                return;
            }
            if (node instanceof FixedNode fixed && fixed.endsControl()) {
                block.endsInBranch = true;
                block.cold = node instanceof Trap;
                return;
            }
            ControlNode next = node.next();
            if (next == null) {
                throw new IllegalStateException("control stops at " + node);
            }
            if (next instanceof Region) {
                block.successors.add(begin(next));
                return;
            }
            node = next;
        }
    }

    private void branchTo(Block block, Projection... ways) {
        block.endsInBranch = true;
        block.probabilities = new double[ways.length];
        for (int i = 0; i < ways.length; i++) {
            Block successor = begin(ways[i]);
            successor.ordinal = i;
            block.successors.add(successor);
            block.probabilities[i] = ways[i].probability();
        }
    }
}
