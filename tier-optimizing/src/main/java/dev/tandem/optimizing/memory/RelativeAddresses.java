// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.memory;

import dev.tandem.decoder.body.Opcode;
import dev.tandem.decoder.type.ValueType;
import dev.tandem.ir.graph.FixedNode;
import dev.tandem.ir.graph.Graph;
import dev.tandem.ir.graph.Node;
import dev.tandem.ir.graph.cfg.Block;
import dev.tandem.ir.graph.cfg.ControlFlowGraph;
import dev.tandem.ir.graph.node.ConstantInt;
import dev.tandem.ir.graph.node.MemoryAccess;
import dev.tandem.ir.graph.node.Operation;
import dev.tandem.ir.vm.MemoryLimits;
import dev.tandem.optimizing.pipeline.Phase;
import dev.tandem.optimizing.pipeline.PhaseContext;
import dev.tandem.optimizing.pipeline.Target;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Addresses relative to that of another access, from which they differ by a constant. An i32 sum wraps, so nothing says that {@code p + 4}
 * is behind {@code p}; but when an access at {@code p} goes well, {@code p} is in memory, and no memory reaches so far that the sum wraps
 * ({@link MemoryLimits}). The constant becomes part of the static offset, where it costs nothing: loops that were unrolled, here or by
 * who made the module, then have one address for all their iterations. To run last: elsewhere sums take a simpler form.
 *
 * <p>The other access comes before on every way, or a little later with nothing in between that anybody could notice: if it will trap,
 * it does not matter what is read until then, and a read that traps in its place traps alike.
 */
public final class RelativeAddresses extends Phase {
    private static final long WRAP = 1L << 32;
    /** As many accesses with equal terms are remembered. */
    private static final int MOST = 4;

    public RelativeAddresses() {
        super("relative-addresses");
    }

    @Override
    protected void run(Graph graph, PhaseContext context) {
        // HotSpot has its own arithmetic of addresses; explicit checks look at each.
        if (!context.target().equals(Target.JVM) && context.target().guarded32()) {
            new Run(graph).run(context.controlFlow(graph));
        }
    }

    /** An access that goes well at {@code address}, which is {@code sum} and so not above {@code greatest}. */
    private record Anchor(Block block, Node address, LinearSum sum, long greatest) {}

    private record Pending(MemoryAccess access, LinearSum sum) {
        boolean isPlain() {
            return sum.constant() == 0 && sum.terms().size() <= 1;
        }
    }

    private static final class Run {
        private final Graph graph;
        private final Map<List<LinearSum.Term>, List<Anchor>> anchors = new HashMap<>();
        /** Accesses of the block at hand without an effect or another trap between them, by terms. */
        private final Map<List<LinearSum.Term>, List<Pending>> together = new LinkedHashMap<>();

        Run(Graph graph) {
            this.graph = graph;
        }

        void run(ControlFlowGraph cfg) {
            for (Block block : cfg.blocks()) {
                for (Node node : block.nodes()) {
                    if (node instanceof MemoryAccess access && access.address().type() == ValueType.I32) {
                        LinearSum sum = LinearSum.of(access.address());
                        together.computeIfAbsent(sum.terms(), terms -> new ArrayList<>(2)).add(new Pending(access, sum));
                    }
                    if (node instanceof FixedNode fixed && isNoticed(fixed)) {
                        settle(block);
                    }
                }
                settle(block);
            }
        }

        private static boolean isNoticed(FixedNode node) {
            return node.hasEffect() || (node.canTrap() && !(node instanceof MemoryAccess));
        }

        private void settle(Block block) {
            together.forEach((terms, accesses) -> settle(block, accesses, anchors.computeIfAbsent(terms, key -> new ArrayList<>(1))));
            together.clear();
        }

        private void settle(Block block, List<Pending> accesses, List<Anchor> known) {
            List<Pending> open = new ArrayList<>(accesses);
            open.removeIf(pending -> relocate(pending, block, known));
            // More anchors than are remembered would find nothing more, in quadratic time.
            for (int round = 0; round < MOST && !open.isEmpty(); round++) {
                Pending lowest = open.getFirst();
                for (Pending pending : open) {
                    if (pending.isPlain() || (!lowest.isPlain() && pending.sum.constant() < lowest.sum.constant())) {
                        lowest = pending;
                    }
                }
                open.remove(lowest);
                long greatest = most(lowest.access) - lowest.access.offset() - lowest.access.op().width();
                if (greatest < 0) {
                    continue; // it always traps
                }
                if (known.size() == MOST) {
                    known.removeFirst();
                }
                known.add(new Anchor(block, lowest.access.address(), lowest.sum, greatest));
                if (lowest.isPlain()) {
                    open.removeIf(Pending::isPlain);
                }
                open.removeIf(pending -> relocate(pending, block, known));
            }
        }

        private long most(MemoryAccess access) {
            return MemoryLimits.mostBytes(graph.module(), access.memoryIndex());
        }

        private boolean relocate(Pending pending, Block block, List<Anchor> known) {
            if (pending.isPlain()) {
                return false;
            }
            MemoryAccess access = pending.access;
            Node address = access.address();
            for (Anchor anchor : known) {
                if (!anchor.block.dominates(block)) {
                    continue;
                }
                if (anchor.address.equals(address)) {
                    return true;
                }
                MemoryAccess relocated = relocated(pending, anchor);
                if (relocated != null) {
                    graph.add(relocated.at(access.position()));
                    access.replaceAllUses(relocated);
                    access.kill();
                    graph.killUnused(address);
                    return true;
                }
            }
            return false;
        }

        private @Nullable MemoryAccess relocated(Pending pending, Anchor anchor) {
            MemoryAccess access = pending.access;
            int distance = pending.sum.constant() - anchor.sum.constant();
            if (distance >= 0) {
                boolean fits = anchor.greatest + distance < WRAP && access.offset() + distance <= Integer.MAX_VALUE;
                return fits ? access.relocated(access.offset() + distance, anchor.address) : null;
            }
            // What wraps below zero is beyond every memory, and below zero there is a guard.
            if (access.offset() != 0 || -(long) distance > WRAP - most(access)) {
                return null;
            }
            Node sum = graph.unique(new Operation(Opcode.I32_ADD, anchor.address, graph.unique(new ConstantInt(distance))));
            return access.relocated(0, sum);
        }
    }
}
