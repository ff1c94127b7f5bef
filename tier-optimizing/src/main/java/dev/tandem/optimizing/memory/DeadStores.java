// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.memory;

import dev.tandem.ir.graph.AccessNode;
import dev.tandem.ir.graph.FixedNode;
import dev.tandem.ir.graph.Graph;
import dev.tandem.ir.graph.Node;
import dev.tandem.ir.graph.cfg.Block;
import dev.tandem.ir.graph.node.GlobalSet;
import dev.tandem.ir.graph.node.Store;
import dev.tandem.ir.graph.node.TableSet;
import dev.tandem.optimizing.pipeline.Phase;
import dev.tandem.optimizing.pipeline.PhaseContext;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Removes writes that are overwritten before anybody can see them. State outlives the function, so every trap, call and return sees
 * everything, and whatever may trap counts as one; only within a block is nothing of that kind between two writes.
 */
public final class DeadStores extends Phase {
    public DeadStores() {
        super("dead-stores");
    }

    @Override
    protected void run(Graph graph, PhaseContext context) {
        for (Block block : context.controlFlow(graph).blocks()) {
            if (hasTwoWrites(block)) {
                new Backwards(new InBounds(graph.module(), block)).visit(block);
            }
        }
    }

    private static boolean hasTwoWrites(Block block) {
        int writes = 0;
        for (Node node : block.nodes()) {
            writes += isWrite(node) ? 1 : 0;
        }
        return writes > 1;
    }

    private static boolean isWrite(Node node) {
        return node instanceof Store || node instanceof GlobalSet || node instanceof TableSet;
    }

    /** One walk up a block. */
    private static final class Backwards {
        private final InBounds inBounds;
        /** Writes further down that nothing yet met can tell from what they overwrite. */
        private final List<FixedNode> overwriting = new ArrayList<>();
        /** The write that follows in the block. */
        private @Nullable FixedNode next;

        Backwards(InBounds inBounds) {
            this.inBounds = inBounds;
        }

        void visit(Block block) {
            for (Node node : block.nodes().reversed()) {
                if (node instanceof FixedNode fixed) {
                    visit(fixed);
                }
            }
        }

        private void visit(FixedNode node) {
            Location location = Location.of(node);
            boolean write = isWrite(node);
            if (location != null && write) {
                FixedNode later = overwriter(node, location);
                if (later != null) {
                    if (mayTrap(node)) {
                        // The later write traps in its place: both touch the same bytes.
                        later.at(node.position());
                        overwriting.clear();
                        overwriting.add(later);
                    }
                    node.replaceAndKill(((AccessNode) node).token());
                    return;
                }
            }
            if (mayTrap(node) || (location == null && node.hasEffect())) {
                overwriting.clear();
            } else if (location != null && !write) {
                overwriting.removeIf(later -> overlap(later, location));
            }
            if (write) {
                overwriting.add(node);
                next = node;
            }
        }

        private boolean mayTrap(FixedNode node) {
            return node.canTrap() && !inBounds.contains(node);
        }

        /** The write further down that makes this one unseen, and traps exactly if this one does, before anything else is written. */
        private @Nullable FixedNode overwriter(FixedNode node, Location location) {
            boolean mayTrap = mayTrap(node);
            for (FixedNode later : overwriting) {
                Location there = Location.of(later);
                if (there != null && there.covers(location)) {
                    boolean trapsAlike = there.width() == location.width() && (!mayTrap || later == next);
                    if (trapsAlike || (!mayTrap && !mayTrap(later))) {
                        return later;
                    }
                }
            }
            return null;
        }

        private static boolean overlap(FixedNode write, Location location) {
            Location there = Location.of(write);
            return there == null || there.mayOverlap(location);
        }
    }
}
