// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tandem.decoder.body.Opcode;
import dev.tandem.ir.graph.Graph;
import dev.tandem.ir.graph.GraphVerifier;
import dev.tandem.ir.graph.Node;
import dev.tandem.ir.graph.Stamp;
import dev.tandem.ir.graph.evaluate.Bits;
import dev.tandem.ir.graph.node.If;
import dev.tandem.ir.graph.node.IfFalse;
import dev.tandem.ir.graph.node.IfTrue;
import dev.tandem.ir.graph.node.Loop;
import dev.tandem.ir.graph.node.Operation;
import dev.tandem.ir.graph.node.Phi;
import dev.tandem.ir.graph.node.Return;
import dev.tandem.ir.graph.node.Safepoint;
import dev.tandem.optimizing.canonical.Expressions;
import dev.tandem.optimizing.canonical.Expressions.Outcome;
import dev.tandem.optimizing.memory.Straight;
import dev.tandem.optimizing.pipeline.PhaseContext;
import dev.tandem.optimizing.pipeline.PhaseObserver;
import dev.tandem.optimizing.pipeline.PhaseOptions;
import dev.tandem.optimizing.pipeline.Target;
import dev.tandem.optimizing.spi.CompilationRequest;
import java.util.List;
import org.junit.jupiter.api.Test;

final class CountedLoopsTest {
    private final Straight s = new Straight();

    /** {@code i = a; sum = 0; do { sum += i; i += step; } while (i != b); return sum}. */
    private Graph loop(int step, boolean equal) {
        Graph graph = s.graph;
        Loop loop = graph.add(new Loop(graph.start()));
        Phi i = graph.add(new Phi(Stamp.I32, loop, s.a));
        Phi sum = graph.add(new Phi(Stamp.I32, loop, s.constant(0)));
        Node next = s.add(i, step);
        Node more = graph.unique(new Operation(Opcode.I32_ADD, sum, i));
        i.addInput(next);
        sum.addInput(more);
        If test = graph.add(new If(loop, graph.unique(new Operation(equal ? Opcode.I32_EQ : Opcode.I32_NE, s.b, next)), equal ? 0.1 : 0.9));
        IfTrue ifTrue = graph.add(new IfTrue(test));
        IfFalse ifFalse = graph.add(new IfFalse(test));
        loop.addInput(graph.add(new Safepoint(equal ? ifFalse : ifTrue)));
        graph.add(new Return(equal ? ifTrue : ifFalse, more));
        GraphVerifier.verify(graph);
        return graph;
    }

    private void apply(Target target) {
        CompilationRequest request = new CompilationRequest(s.module, s.module.body(0));
        new CountedLoops().apply(s.graph, new PhaseContext(request, target, PhaseOptions.DEFAULT, PhaseObserver.NONE));
        GraphVerifier.verify(s.graph);
    }

    private static Outcome run(Graph graph, int from, int to) {
        return Expressions.evaluate(graph, List.of(Bits.ofInt(from), Bits.ofInt(to)));
    }

    private void check(int step, boolean equal) {
        int[] from = {0, 7, Integer.MAX_VALUE - 9 * step, Integer.MIN_VALUE + 3, -5 * step, -step};
        Graph graph = loop(step, equal);
        Outcome[] outcomes = new Outcome[from.length];
        for (int i = 0; i < from.length; i++) {
            outcomes[i] = run(graph, from[i], from[i] + 20 * step);
        }
        apply(Target.JVM);
        assertEquals(2, s.all(Loop.class).size());
        assertEquals(2, s.all(If.class).size());
        for (int i = 0; i < from.length; i++) {
            assertEquals(outcomes[i], run(graph, from[i], from[i] + 20 * step), "from " + from[i]);
        }
    }

    /** The numbers wrap on the way to some of the limits, which the outer loop is for. */
    @Test
    void upwards() {
        check(4, false);
    }

    @Test
    void downwardsUntilEqual() {
        check(-24, true);
    }

    @Test
    void hotSpotKnowsStepsOfOne() {
        loop(1, false);
        apply(Target.JVM);
        assertEquals(1, s.all(Loop.class).size());
    }

    @Test
    void machineCodeNeedsNone() {
        loop(4, false);
        apply(Target.x64(true));
        assertEquals(1, s.all(Loop.class).size());
    }
}
