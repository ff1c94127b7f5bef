// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tandem.ir.graph.Graph;
import dev.tandem.ir.graph.GraphVerifier;
import dev.tandem.ir.graph.Node;
import dev.tandem.ir.graph.evaluate.Bits;
import dev.tandem.optimizing.branch.BranchElimination;
import dev.tandem.optimizing.canonical.Canonicalize;
import dev.tandem.optimizing.canonical.Expressions;
import dev.tandem.optimizing.canonical.Expressions.Outcome;
import dev.tandem.optimizing.sink.SinkCopies;
import dev.tandem.optimizing.strength.StrengthReduction;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Random graphs with branches and loops mean the same after each phase. */
final class RandomGraphsTest {
    private static final Phase[] PHASES = {new Canonicalize(), new BranchElimination(), new StrengthReduction(), new SinkCopies()};

    @Test
    void phasesKeepTheMeaning() {
        long seed = Long.getLong("tandem.test.seed", System.nanoTime());
        Random seeds = new Random(seed);
        for (int round = 0; round < 500; round++) {
            long graphSeed = seeds.nextLong();
            Graph graph = new Expressions.Generator(new Random(graphSeed)).make(3 + seeds.nextInt(12), 1 + seeds.nextInt(3));
            GraphVerifier.verify(graph);
            List<List<Bits>> arguments = new ArrayList<>();
            List<Outcome> outcomes = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                arguments.add(Expressions.arguments(seeds, graph));
                outcomes.add(Expressions.evaluate(graph, arguments.getLast()));
            }
            PhaseContext context = Expressions.context(graph);
            StringBuilder run = new StringBuilder();
            for (int i = 0; i < 5; i++) {
                Phase phase = PHASES[i == 0 ? seeds.nextInt(2) : seeds.nextInt(PHASES.length)];
                run.append(' ').append(phase);
                String before = dump(graph);
                String message = "-Dtandem.test.seed=" + seed + ", graph " + graphSeed + ", phases" + run;
                try {
                    phase.apply(graph, context);
                    GraphVerifier.verify(graph);
                    for (int k = 0; k < arguments.size(); k++) {
                        assertEquals(outcomes.get(k), Expressions.evaluate(graph, arguments.get(k)));
                    }
                } catch (RuntimeException | AssertionError e) {
                    throw new AssertionError(message + "\n" + before + "\nbecame\n" + dump(graph), e);
                }
            }
        }
    }

    private static String dump(Graph graph) {
        StringBuilder text = new StringBuilder();
        for (Node node : graph.nodes()) {
            text.append(node).append('\n');
        }
        return text.toString();
    }
}
