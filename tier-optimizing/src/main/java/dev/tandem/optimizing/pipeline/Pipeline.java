// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.pipeline;

import dev.tandem.ir.graph.Graph;
import dev.tandem.optimizing.branch.BranchElimination;
import dev.tandem.optimizing.branch.SelectFormation;
import dev.tandem.optimizing.canonical.Canonicalize;
import dev.tandem.optimizing.inline.InlineCalls;
import dev.tandem.optimizing.loop.CountedLoops;
import dev.tandem.optimizing.loop.InvariantMotion;
import dev.tandem.optimizing.loop.LoopPeeling;
import dev.tandem.optimizing.loop.LoopUnrolling;
import dev.tandem.optimizing.memory.BoundsCheckElimination;
import dev.tandem.optimizing.memory.DeadStores;
import dev.tandem.optimizing.memory.LoadElimination;
import dev.tandem.optimizing.memory.RelativeAddresses;
import dev.tandem.optimizing.sink.SinkCopies;
import dev.tandem.optimizing.strength.StrengthReduction;
import java.util.List;
import java.util.Optional;

/** The phases in order, between building the graph and scheduling it. */
public final class Pipeline {
    /** What observers and dumps call the graph before all phases. */
    private static final String BUILD = "build";

    private final List<Phase> phases;

    public Pipeline(List<Phase> phases) {
        this.phases = List.copyOf(phases);
    }

    /** What the optimizing tier does. */
    public static Pipeline standard() {
        return new Pipeline(List.of(
                new Canonicalize(),
                new InlineCalls(),
                new Canonicalize(),
                new InvariantMotion(),
                new LoopPeeling(),
                new LoadElimination(),
                new BoundsCheckElimination(),
                new DeadStores(),
                new Canonicalize(),
                new BranchElimination(),
                new Canonicalize(),
                new SelectFormation(),
                new LoopUnrolling(),
                new Canonicalize(),
                new StrengthReduction(),
                new Canonicalize(),
                new RelativeAddresses(),
                new SinkCopies(),
                new CountedLoops()));
    }

    /** As far as the phase of that name, where it comes last; empty if there is none. {@code "build"} is before all phases. */
    public Optional<Pipeline> upTo(String name) {
        if (name.equals(BUILD)) {
            return Optional.of(new Pipeline(List.of()));
        }
        for (int i = phases.size() - 1; i >= 0; i--) {
            if (phases.get(i).name().equals(name)) {
                return Optional.of(new Pipeline(phases.subList(0, i + 1)));
            }
        }
        return Optional.empty();
    }

    public List<Phase> phases() {
        return phases;
    }

    public void run(Graph graph, PhaseContext context) {
        context.observer().phaseDone(BUILD, graph, 0);
        for (Phase phase : phases) {
            phase.apply(graph, context);
        }
        context.checkBudget();
    }
}
