// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.pipeline;

import dev.tandem.ir.graph.Graph;

/** Is told after each phase: takes times, verifies or dumps the graph. Must not change it. */
@FunctionalInterface
public interface PhaseObserver {
    /** Looks away. */
    PhaseObserver NONE = (phase, graph, nanos) -> {};

    /**
     * A phase has run.
     *
     * @param phase its name; {@code "build"} for the graph as it was built
     * @param nanos how long it took, in nanoseconds
     */
    void phaseDone(String phase, Graph graph, long nanos);

    /** This, then {@code next}. */
    default PhaseObserver andThen(PhaseObserver next) {
        return (phase, graph, nanos) -> {
            phaseDone(phase, graph, nanos);
            next.phaseDone(phase, graph, nanos);
        };
    }
}
