// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tandem.decoder.body.Opcode;
import dev.tandem.ir.graph.ControlNode;
import dev.tandem.ir.graph.Graph;
import dev.tandem.ir.graph.GraphVerifier;
import dev.tandem.ir.graph.IntegerStamp;
import dev.tandem.ir.graph.Node;
import dev.tandem.ir.graph.Stamp;
import dev.tandem.ir.graph.cfg.ControlFlowGraph;
import dev.tandem.ir.graph.node.If;
import dev.tandem.ir.graph.node.IfFalse;
import dev.tandem.ir.graph.node.IfTrue;
import dev.tandem.ir.graph.node.Load;
import dev.tandem.ir.graph.node.Loop;
import dev.tandem.ir.graph.node.Operation;
import dev.tandem.ir.graph.node.Phi;
import dev.tandem.ir.graph.node.Region;
import dev.tandem.ir.graph.node.Return;
import dev.tandem.ir.graph.node.Safepoint;
import dev.tandem.ir.graph.node.Store;
import dev.tandem.optimizing.memory.LoadElimination;
import dev.tandem.optimizing.memory.Straight;
import org.junit.jupiter.api.Test;

final class LoopCopyingTest {
    private final Straight s = new Straight();

    private int count(Class<? extends Node> kind) {
        return s.all(kind).size();
    }

    @Test
    void unrolledLoopHasOneSafepoint() {
        s.loop(() -> s.store(s.a, 0, s.b));
        s.run(new LoopUnrolling(), s.a);
        GraphVerifier.verify(s.graph);
        assertEquals(4, count(Store.class));
        assertEquals(4, count(If.class));
        assertEquals(1, count(Safepoint.class));
    }

    /** {@code do { x = x + b; if (x == a) break out with x; } while (b); return x + 1} with the exits meeting in one block. */
    @Test
    void valuesUsedBehindSeveralExits() {
        Graph graph = s.graph;
        Loop loop = graph.add(new Loop(graph.start()));
        Phi x = graph.add(new Phi(Stamp.I32, loop, s.a));
        Node next = graph.unique(new Operation(Opcode.I32_ADD, x, s.b));
        x.addInput(next);
        If found = graph.add(new If(loop, graph.unique(new Operation(Opcode.I32_EQ, next, s.a)), 0.1));
        ControlNode out = graph.add(new IfTrue(found));
        If again = graph.add(new If(graph.add(new IfFalse(found)), s.b, 0.9));
        loop.addInput(graph.add(new Safepoint(graph.add(new IfTrue(again)))));
        Region meet = graph.add(new Region(out, graph.add(new IfFalse(again))));
        Return end = graph.add(new Return(meet, s.add(next, 1)));
        GraphVerifier.verify(graph);

        new LoopUnrolling().apply(graph, s.context());
        GraphVerifier.verify(graph);
        Phi met = (Phi) ((Operation) end.result(0)).input(0);
        assertEquals(2, met.valueCount());
        assertEquals(4, ((Phi) met.value(0)).valueCount(), "one for each iteration that may go out");
        assertTrue(((Phi) met.value(0)).region() != ((Phi) met.value(1)).region());
    }

    /** {@code x < 10} in the loop is no fact about {@code x + 1}, which the copies take in its place. */
    @Test
    void rangesOfTheLoopAreNotThoseOfCopies() {
        Graph graph = s.graph;
        Loop loop = graph.add(new Loop(graph.start()));
        Phi x = graph.add(new Phi(IntegerStamp.signedRange(32, 0, 9), loop, s.constant(0)));
        Node doubled = graph.unique(new Operation(Opcode.I32_MUL, x, s.constant(2)));
        doubled.setStamp(IntegerStamp.signedRange(32, 0, 18));
        Node next = s.add(x, 1);
        x.addInput(next);
        If again = graph.add(new If(loop, graph.unique(new Operation(Opcode.I32_LT_S, next, s.constant(10))), 0.9));
        loop.addInput(graph.add(new Safepoint(graph.add(new IfTrue(again)))));
        graph.add(new Return(graph.add(new IfFalse(again)), doubled));

        new LoopUnrolling().apply(graph, s.context());
        GraphVerifier.verify(graph);
        for (Operation operation : s.all(Operation.class)) {
            if (operation.op() == Opcode.I32_MUL) {
                assertEquals(operation == doubled, !operation.stamp().equals(Stamp.I32), operation::toString);
            }
        }
    }

    @Test
    void callsAreNotCopied() {
        s.loop(s::call);
        s.run(new LoopUnrolling(), s.a);
        assertEquals(1, count(Safepoint.class));
        assertEquals(1, count(If.class));
    }

    /** The load may trap behind the store, so it cannot move; but after a first iteration it is known. */
    @Test
    void peelingMakesLoadsKnown() {
        s.loop(() -> {
            s.setGlobal(2, s.b);
            s.load(s.a, 0);
        });
        s.run(new LoopPeeling(), s.a);
        GraphVerifier.verify(s.graph);
        assertEquals(2, count(Load.class));
        new LoadElimination().apply(s.graph, s.context());
        GraphVerifier.verify(s.graph);
        Load left = s.all(Load.class).getFirst();
        assertEquals(1, count(Load.class));
        assertEquals(0, ControlFlowGraph.of(s.graph).block(left).loopDepth());
    }

    @Test
    void nothingKnownNothingPeeled() {
        s.loop(() -> {
            s.load(s.a, 0);
            s.store(s.b, 0, s.b);
        });
        s.run(new LoopPeeling(), s.a);
        assertEquals(1, count(Load.class));
    }
}
