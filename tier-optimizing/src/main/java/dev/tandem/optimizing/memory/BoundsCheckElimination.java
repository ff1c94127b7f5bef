// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.memory;

import dev.tandem.ir.graph.Graph;
import dev.tandem.ir.graph.Node;
import dev.tandem.ir.graph.cfg.Block;
import dev.tandem.ir.graph.cfg.ControlFlowGraph;
import dev.tandem.ir.graph.node.BoundsCheck;
import dev.tandem.ir.graph.node.ConstantLong;
import dev.tandem.ir.graph.node.MemoryByteSize;
import dev.tandem.optimizing.pipeline.Phase;
import dev.tandem.optimizing.pipeline.PhaseContext;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Removes bounds checks behind others that went as far from the same base. Whatever is done between them: a memory never shrinks, so
 * what was in bounds stays so. Walks down the dominator tree; what a block checked holds for the blocks it dominates.
 */
public final class BoundsCheckElimination extends Phase {
    public BoundsCheckElimination() {
        super("bounds-check-elimination");
    }

    /** Addresses with known distances from each other, below the size of the same memory, or the same size that never changes. */
    private record Base(Object bound, @Nullable Node node, long wrapped) {}

    /** The ends of what a block checked, and the ends that held above it: to go back to. */
    private record Undo(Base base, @Nullable Long end) {}

    @Override
    protected void run(Graph graph, PhaseContext context) {
        if (!hasChecks(graph)) {
            return;
        }
        ControlFlowGraph cfg = context.controlFlow(graph);
        List<List<Block>> dominated = new ArrayList<>();
        for (int i = 0; i < cfg.blocks().size(); i++) {
            dominated.add(new ArrayList<>(0));
        }
        for (Block block : cfg.blocks().subList(1, cfg.blocks().size())) {
            dominated.get(block.dominator().index()).add(block);
        }
        Map<Base, Long> ends = new HashMap<>();
        ArrayDeque<List<Undo>> undo = new ArrayDeque<>();
        ArrayDeque<ArrayDeque<Block>> open = new ArrayDeque<>();
        open.push(new ArrayDeque<>(List.of(cfg.entry())));
        undo.push(new ArrayList<>());
        while (!open.isEmpty()) {
            Block block = open.element().poll();
            if (block == null) {
                open.pop();
                undo.pop().reversed().forEach(step -> back(ends, step));
            } else {
                undo.push(visit(block, ends));
                open.push(new ArrayDeque<>(dominated.get(block.index())));
            }
        }
    }

    private static boolean hasChecks(Graph graph) {
        for (Node node : graph.nodes()) {
            if (node instanceof BoundsCheck) {
                return true;
            }
        }
        return false;
    }

    private static List<Undo> visit(Block block, Map<Base, Long> ends) {
        List<Undo> undo = new ArrayList<>(0);
        for (Node node : block.nodes()) {
            Object bound = node instanceof BoundsCheck check ? bound(check) : null;
            if (bound != null && node instanceof BoundsCheck check) {
                Address address = Address.of(check.address(), check.offset());
                long end = address.offset() + check.width();
                if (check.offset() < 0 || end < 0 || address.offset() < 0) {
                    continue; // beyond what signed sums can tell
                }
                Base base = new Base(bound, address.base(), address.wrapped());
                Long known = ends.get(base);
                if (known != null && end <= known) {
                    check.removeFromChain();
                    check.kill();
                } else {
                    undo.add(new Undo(base, known));
                    ends.put(base, end);
                }
            }
        }
        return undo;
    }

    /** The index of the memory, or its size if that is constant; null if neither is plain to see. */
    private static @Nullable Object bound(BoundsCheck check) {
        if (check.byteSize() instanceof MemoryByteSize size) {
            return size.memoryIndex();
        }
        if (check.byteSize() instanceof ConstantLong size) {
            return size.value();
        }
        return check.graph().module().memories().size() == 1 ? (Integer) 0 : null;
    }

    private static void back(Map<Base, Long> ends, Undo step) {
        if (step.end == null) {
            ends.remove(step.base);
        } else {
            ends.put(step.base, step.end);
        }
    }
}
