// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.pipeline;

import java.time.Duration;
import java.util.Set;

/**
 * How the pipeline runs.
 *
 * @param disabled names of the phases that are left out, for bisection and tests; any set of them may be
 * @param nodeBudget as many nodes may ever be added to a graph; beyond it the function is refused
 * @param timeBudget as long a function may take, the second half of it in processor time; beyond it the function is refused
 */
public record PhaseOptions(Set<String> disabled, int nodeBudget, Duration timeBudget) {
    /** Name of the value numbering that goes on throughout: without it equal computations stay two. */
    public static final String VALUE_NUMBERING = "value-numbering";

    /** Name of the inlining of calls whose callee is only likely, behind a test. */
    public static final String GUARDED_INLINING = "guarded-inlining";

    /** Every phase, and budgets that only monstrous functions use up. */
    public static final PhaseOptions DEFAULT = new PhaseOptions(Set.of(), 2_000_000, Duration.ofSeconds(30));

    /** Nodes that any function may have, for what is inlined and copied. */
    private static final int NODES = 100_000;
    /** Nodes that a byte of code may become beyond that. One is usual. */
    private static final int NODES_PER_BYTE = 8;

    public PhaseOptions {
        disabled = Set.copyOf(disabled);
    }

    /** As many nodes may be added to the graph of a body of so many bytes: memory is bounded by the size of code. */
    public int nodeBudget(int size) {
        return (int) Math.min(nodeBudget, NODES + (long) NODES_PER_BYTE * size);
    }

    public boolean isEnabled(String phase) {
        return !disabled.contains(phase);
    }

    /** The same without those phases. */
    public PhaseOptions without(Set<String> phases) {
        return new PhaseOptions(phases, nodeBudget, timeBudget);
    }
}
