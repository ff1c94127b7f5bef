// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.loop;

import dev.tandem.ir.graph.AccessNode;
import dev.tandem.ir.graph.ControlNode;
import dev.tandem.ir.graph.EdgeKind;
import dev.tandem.ir.graph.FixedNode;
import dev.tandem.ir.graph.Graph;
import dev.tandem.ir.graph.Node;
import dev.tandem.ir.graph.cfg.Block;
import dev.tandem.ir.graph.cfg.ControlFlowGraph;
import dev.tandem.ir.graph.cfg.NaturalLoop;
import dev.tandem.ir.graph.node.BoundsCheck;
import dev.tandem.ir.graph.node.Loop;
import dev.tandem.ir.graph.node.MemoryPhi;
import dev.tandem.ir.graph.node.TrappingOperation;
import dev.tandem.optimizing.memory.Location;
import dev.tandem.optimizing.memory.Writes;
import dev.tandem.optimizing.pipeline.Phase;
import dev.tandem.optimizing.pipeline.PhaseContext;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Moves what gives the same in every iteration before the loop, inner loops first. (Pure nodes are the scheduler's business.)
 *
 * <p>Reads that cannot trap, of globals and sizes, may move from anywhere in a loop that does not write them. What may trap moves only
 * if it is the first thing in the loop that can be noticed: before any effect, branch, or other trap that stays.
 */
public final class InvariantMotion extends Phase {
    public InvariantMotion() {
        super("invariant-motion");
    }

    @Override
    protected void run(Graph graph, PhaseContext context) {
        ControlFlowGraph cfg = context.controlFlow(graph);
        new Mover(cfg, Writes.ofLoops(cfg)).run();
    }

    /** The work on one graph. */
    private static final class Mover {
        /** An expression with more nodes is not looked through. */
        private static final int MOST_NODES = 24;

        private final ControlFlowGraph cfg;
        private final @Nullable Writes[] writes;
        /** Where moved nodes are now. */
        private final Map<Node, Block> moved = new HashMap<>();
        /** What was moved to the end of a block, by its index. */
        private final Map<Integer, List<Node>> added = new HashMap<>();
        private int looked;

        Mover(ControlFlowGraph cfg, @Nullable Writes[] writes) {
            this.cfg = cfg;
            this.writes = writes;
        }

        void run() {
            for (Block head : cfg.blocks().reversed()) {
                NaturalLoop loop = head.loop();
                Writes written = writes[head.index()];
                if (loop != null && written != null && head.head() instanceof Loop region) {
                    move(loop, region, written);
                }
            }
        }

        private void move(NaturalLoop loop, Loop region, Writes written) {
            Block before = cfg.block(region.entry());
            boolean first = true;
            for (Node node : nodes(loop.head())) {
                if (node instanceof FixedNode fixed) {
                    boolean moves = isInvariant(fixed, loop, written) && (first || !fixed.canTrap());
                    if (moves) {
                        hoist(fixed, loop, region, before);
                    } else {
                        first &= !fixed.canTrap() && !fixed.hasEffect();
                    }
                }
            }
            for (Block block : loop.blocks()) {
                // Rarely run code does not make all entries pay for it.
                if (block != loop.head() && block.frequency() >= before.frequency()) {
                    for (Node node : nodes(block)) {
                        if (node instanceof FixedNode fixed
                                && !fixed.canTrap()
                                && isInvariant(fixed, loop, written)) {
                            hoist(fixed, loop, region, before);
                        }
                    }
                }
            }
        }

        /** The nodes that are in a block now. */
        private List<Node> nodes(Block block) {
            List<Node> nodes = new ArrayList<>(block.nodes());
            nodes.removeIf(node -> here(node) != block);
            List<Node> more = added.getOrDefault(block.index(), List.of());
            more.stream().filter(node -> here(node) == block).forEach(nodes::add);
            return nodes;
        }

        private Block here(Node control) {
            Block block = moved.get(control);
            return block != null ? block : cfg.block(control);
        }

        private boolean isInvariant(FixedNode node, NaturalLoop loop, Writes written) {
            if (node.hasEffect()) {
                return false;
            }
            if (!(node instanceof TrappingOperation) && !(node instanceof BoundsCheck)) {
                Location location = Location.of(node);
                if (location == null || !written.spare(location) || !isOutside(tokenBefore(((AccessNode) node).token(), loop), loop)) {
                    return false;
                }
            }
            for (int i = 1; i < node.inputCount(); i++) {
                looked = 0;
                if (node.inputKind(i) == EdgeKind.VALUE && !isOutside(node.input(i), loop)) {
                    return false;
                }
            }
            return true;
        }

        /** Whether a value can be had before the loop. */
        private boolean isOutside(Node node, NaturalLoop loop) {
            if (++looked > MOST_NODES) {
                return false;
            }
            if (node instanceof ControlNode) {
                return !loop.contains(here(node));
            }
            for (int i = 0; i < node.inputCount(); i++) {
                Node input = node.input(i);
                if (node.inputKind(i) == EdgeKind.OWNER) {
                    return !loop.contains(here(input));
                }
                if (!isOutside(input, loop)) {
                    return false;
                }
            }
            return true;
        }

        private void hoist(FixedNode node, NaturalLoop loop, Loop region, Block before) {
            if (node instanceof AccessNode access) {
                access.setInput(1, tokenBefore(access.token(), loop));
            }
            node.removeFromChain();
            node.insertAfter(region.entry());
            moved.put(node, before);
            added.computeIfAbsent(before.index(), block -> new ArrayList<>()).add(node);
        }

        /** The token with which the loop, which does not write its class, is entered. */
        private Node tokenBefore(Node token, NaturalLoop loop) {
            Node at = token;
            while (at instanceof MemoryPhi phi && loop.contains(here(phi.region()))) {
                at = phi.value(0);
            }
            return at;
        }
    }
}
