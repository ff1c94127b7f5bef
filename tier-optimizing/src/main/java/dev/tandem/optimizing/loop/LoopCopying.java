// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.loop;

import dev.tandem.ir.graph.FixedNode;
import dev.tandem.ir.graph.Graph;
import dev.tandem.ir.graph.Node;
import dev.tandem.ir.graph.cfg.Block;
import dev.tandem.ir.graph.cfg.ControlFlowGraph;
import dev.tandem.ir.graph.cfg.NaturalLoop;
import dev.tandem.ir.graph.cfg.Schedule;
import dev.tandem.ir.graph.node.Loop;
import dev.tandem.optimizing.canonical.Removal;
import dev.tandem.optimizing.pipeline.Phase;
import dev.tandem.optimizing.pipeline.PhaseContext;
import dev.tandem.optimizing.pipeline.Target;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Goes through innermost loops, those that run most first, for phases that copy iterations. After every copying nodes have other places, so
 * the number of loops is bounded, and huge functions are left alone. HotSpot copies loops itself.
 */
abstract sealed class LoopCopying extends Phase permits LoopPeeling, LoopUnrolling {
    private static final int MOST_LOOPS = 8;
    /** A loop that goes round less often is not worth its copies. */
    private static final double FEWEST_TRIPS = 4;
    /** As many nodes are scheduled again altogether. */
    private static final int MOST_NODES = 24_000;

    private final int mostCost;

    /** @param mostCost of a body, in instructions */
    LoopCopying(String name, int mostCost) {
        super(name);
        this.mostCost = mostCost;
    }

    /** Whether the loop may be worth a closer look; cheap. */
    abstract boolean isCandidate(NaturalLoop loop);

    /** Copies the loop if it pays; returns whether it did. */
    abstract boolean copy(LoopBody body, Graph graph, PhaseContext context);

    @Override
    protected void run(Graph graph, PhaseContext context) {
        if (context.target().equals(Target.JVM) || mostCopied(graph) == 0) {
            return;
        }
        List<Loop> loops = candidates(graph, context);
        if (loops.isEmpty()) {
            return;
        }
        Removal.sweep(graph);
        Schedule schedule = context.places(graph);
        boolean stale = false;
        int copied = 0;
        for (Loop loop : loops) {
            context.checkBudget();
            if (copied >= mostCopied(graph)) {
                return;
            }
            if (stale) {
                schedule = context.places(graph);
            }
            LoopBody body = body(schedule, loop);
            stale = body != null && copy(body, graph, context);
            copied += stale ? 1 : 0;
        }
    }

    private static int mostCopied(Graph graph) {
        return Math.min(MOST_LOOPS, MOST_NODES / graph.size());
    }

    /** The loops that may be small enough, the most frequent first. */
    private List<Loop> candidates(Graph graph, PhaseContext context) {
        ControlFlowGraph cfg = context.controlFlow(graph);
        return cfg.blocks().stream()
                .filter(block -> block.isLoopHead() && !block.isCold() && isSmall(block.loop()))
                .sorted(Comparator.comparingDouble(Block::frequency).reversed())
                .map(block -> (Loop) block.head())
                .toList();
    }

    private boolean isSmall(@Nullable NaturalLoop loop) {
        if (loop == null || !loop.children().isEmpty() || loop.head().predecessors().size() != 2 || LoopBody.trips(loop) < FEWEST_TRIPS || !isCandidate(loop)) {
            return false;
        }
        int fixed = 0;
        for (Block block : loop.blocks()) {
            for (Node node : block.nodes()) {
                if (node instanceof FixedNode) {
                    fixed++;
                }
                if (fixed > mostCost || !LoopBody.isCopied(node)) {
                    return false;
                }
            }
        }
        return true;
    }

    private @Nullable LoopBody body(Schedule schedule, Loop loop) {
        NaturalLoop natural = schedule.cfg().block(loop).loop();
        return natural == null ? null : LoopBody.of(schedule, natural, mostCost);
    }
}
