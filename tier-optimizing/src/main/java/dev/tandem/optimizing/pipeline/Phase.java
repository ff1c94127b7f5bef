// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.pipeline;

import dev.tandem.ir.graph.Graph;

/**
 * One step of optimization: changes a graph, or leaves it. Stateless; what it needs comes with the {@link PhaseContext}.
 *
 * <p>The same graph and options must give the same result: iterate by id, never by identity hash. A phase whose work could grow faster
 * than the graph asks {@link PhaseContext#checkBudget} now and then.
 */
public abstract class Phase {
    private final String name;

    /** @param name in lower case with dashes: what options and dumps call it */
    protected Phase(String name) {
        this.name = name;
    }

    public final String name() {
        return name;
    }

    protected abstract void run(Graph graph, PhaseContext context);

    /**
     * Runs the phase, unless the options leave it out, and tells the observer.
     *
     * @throws dev.tandem.ir.code.CompilationException if a budget is used up
     * @throws dev.tandem.optimizing.spi.CompilationCancelledException if nobody wants the code any more
     */
    public final void apply(Graph graph, PhaseContext context) {
        if (!context.options().isEnabled(name)) {
            return;
        }
        context.checkBudget();
        long before = System.nanoTime();
        run(graph, context);
        context.observer().phaseDone(name, graph, System.nanoTime() - before);
    }

    @Override
    public final String toString() {
        return name;
    }
}
