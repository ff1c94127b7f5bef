// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.canonical;

import dev.tandem.ir.graph.Graph;
import dev.tandem.optimizing.pipeline.Phase;
import dev.tandem.optimizing.pipeline.PhaseContext;

/** Brings every node into its canonical form, merges equal ones, folds constants and branches, and removes what is dead. */
public final class Canonicalize extends Phase {
    public Canonicalize() {
        super("canonicalize");
    }

    @Override
    protected void run(Graph graph, PhaseContext context) {
        canonicalize(graph, context);
    }

    /** How often something changed, for tests. */
    static Rewriter canonicalize(Graph graph, PhaseContext context) {
        Rewriter rewriter = new Rewriter(graph, context);
        if (!graph.hasChanged()) {
            return rewriter;
        }
        Removal.sweep(graph);
        rewriter.run();
        if (rewriter.changes() > 0) {
            Removal.sweep(graph);
        }
        return rewriter;
    }
}
