// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.loop;

import dev.tandem.ir.graph.Graph;
import dev.tandem.ir.graph.cfg.NaturalLoop;
import dev.tandem.optimizing.pipeline.PhaseContext;

/**
 * Lets small hot innermost loops run several iterations before they go back: each keeps its tests, but only the last asks whether the
 * guest is to be interrupted, and what one iteration computes for the next needs no phi.
 */
public final class LoopUnrolling extends LoopCopying {
    /** As many instructions an iteration that is unrolled has at most. */
    private static final int MOST_COST = 32;
    /** As many instructions a loop has when it is unrolled. */
    private static final int WHOLE_COST = 72;
    private static final int MOST_ITERATIONS = 4;

    public LoopUnrolling() {
        super("unrolling", MOST_COST);
    }

    @Override
    boolean isCandidate(NaturalLoop loop) {
        return true;
    }

    @Override
    boolean copy(LoopBody body, Graph graph, PhaseContext context) {
        int iterations = Math.min(MOST_ITERATIONS, WHOLE_COST / Math.max(1, body.cost()));
        if (iterations < 2) {
            return false;
        }
        Iterations.unroll(body, iterations - 1);
        return true;
    }
}
