// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.canonical;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tandem.decoder.body.Opcode;
import dev.tandem.decoder.type.ValueType;
import dev.tandem.ir.graph.Graph;
import dev.tandem.ir.graph.Node;
import dev.tandem.ir.graph.evaluate.Bits;
import dev.tandem.ir.graph.node.ConstantLong;
import dev.tandem.ir.graph.node.Operation;
import dev.tandem.ir.graph.node.Return;
import dev.tandem.optimizing.canonical.Expressions.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class CanonicalizeTest {
    /** The canonical graph computes what the graph did; nothing is left to do; stamps hold. */
    @Test
    void randomExpressionsKeepTheirMeaning() {
        long seed = Long.getLong("tandem.test.seed", System.nanoTime());
        Random seeds = new Random(seed);
        for (int round = 0; round < 3000; round++) {
            long graphSeed = seeds.nextLong();
            String message = "-Dtandem.test.seed=" + seed + ", graph " + graphSeed;
            Graph graph = new Expressions.Generator(new Random(graphSeed)).make(5 + seeds.nextInt(40));
            List<List<Bits>> arguments = new ArrayList<>();
            List<Outcome> outcomes = new ArrayList<>();
            for (int i = 0; i < 12; i++) {
                arguments.add(Expressions.arguments(seeds, graph));
                outcomes.add(Expressions.evaluate(graph, arguments.getLast()));
            }
            String before = dump(graph);
            Rewriter rewriter = Canonicalize.canonicalize(graph, Expressions.context(graph));
            assertFalse(rewriter.isExhausted(), message);
            for (int i = 0; i < arguments.size(); i++) {
                Outcome outcome;
                try {
                    outcome = Expressions.evaluate(graph, arguments.get(i));
                } catch (IllegalStateException e) {
                    throw new AssertionError(message + "\n" + before + "\n" + dump(graph) + "\nfor " + arguments.get(i), e);
                }
                if (!outcomes.get(i).equals(outcome)) {
                    assertEquals(
                            outcomes.get(i), outcome, message + "\n" + before + "\n" + dump(graph) + "\nfor " + arguments.get(i));
                }
            }
            String once = dump(graph);
            Rewriter again = Canonicalize.canonicalize(graph, Expressions.context(graph));
            if (again.changes() != 0) {
                assertEquals(once, dump(graph), message + ": changed again, from\n" + before);
                assertEquals(0, again.changes(), message);
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

    @Test
    void sameGraphSameResult() {
        for (int i = 0; i < 20; i++) {
            Graph one = new Expressions.Generator(new Random(i)).make(60);
            Graph two = new Expressions.Generator(new Random(i)).make(60);
            Canonicalize.canonicalize(one, Expressions.context(one));
            Canonicalize.canonicalize(two, Expressions.context(two));
            assertEquals(dump(one), dump(two));
        }
    }

    /** The number that a counter of splitmix64 goes on by needs a register; its multiples would need one each. */
    @Test
    void sumsThatAreUsedKeepTheirWideConstant() {
        for (long step : new long[] {8, 0x9e37_79b9_7f4a_7c15L}) {
            Graph graph = Expressions.graph(new ValueType[] {ValueType.I64}, ValueType.I64, ValueType.I64);
            Node constant = graph.unique(new ConstantLong(step));
            Node once = graph.unique(new Operation(Opcode.I64_ADD, graph.parameter(0), constant));
            Node twice = graph.unique(new Operation(Opcode.I64_ADD, once, constant));
            graph.add(new Return(graph.start(), once, twice));
            Canonicalize.canonicalize(graph, Expressions.context(graph));
            assertEquals(step == 8, twice.input(0) == graph.parameter(0) || !twice.isAlive());
        }
    }

    /** Work grows with the graph, not faster. */
    @Test
    void largeGraphsAreNearLinear() {
        Graph graph = new Expressions.Generator(new Random(5)).make(100_000);
        Rewriter rewriter = Canonicalize.canonicalize(graph, Expressions.context(graph));
        assertFalse(rewriter.isExhausted());
        assertTrue(rewriter.changes() < 600_000, rewriter.changes() + " changes");
    }
}
