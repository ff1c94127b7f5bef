// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tandem.decoder.body.Opcode;
import dev.tandem.ir.graph.node.ConstantLong;
import dev.tandem.ir.graph.node.GlobalGet;
import dev.tandem.ir.graph.node.If;
import dev.tandem.ir.graph.node.IfFalse;
import dev.tandem.ir.graph.node.IfTrue;
import dev.tandem.ir.graph.node.MemoryProjection;
import dev.tandem.ir.graph.node.Operation;
import dev.tandem.ir.graph.node.Phi;
import dev.tandem.ir.graph.node.Region;
import dev.tandem.ir.graph.node.Return;
import dev.tandem.ir.graph.node.Safepoint;
import dev.tandem.ir.graph.node.TrappingOperation;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A diamond with a division in one arm, damaged in all ways. */
class GraphVerifierTest {
    private final Graph graph = new Graph(TestModules.small(), 0);
    private final Node a = graph.parameter(0);
    private final Node b = graph.parameter(1);
    private final If branch = graph.add(new If(graph.start(), a, 0.5));
    private final IfTrue ifTrue = graph.add(new IfTrue(branch));
    private final IfFalse ifFalse = graph.add(new IfFalse(branch));
    private final TrappingOperation division = graph.add(new TrappingOperation(Opcode.I32_DIV_S, ifTrue, a, b));
    private final Region region = graph.add(new Region(division, ifFalse));
    private final Node sum = graph.unique(new Operation(Opcode.I32_ADD, division, b));
    private final Phi phi = graph.add(new Phi(Stamp.I32, region, sum, b));
    private final Return end = graph.add(new Return(region, phi));

    private void finds(String problem) {
        String problems = GraphVerifier.problems(graph).toString();
        assertTrue(problems.contains(problem), () -> problem + " in " + problems);
        assertThrows(IllegalStateException.class, () -> GraphVerifier.verify(graph));
    }

    @Test
    void acceptsWhatIsRight() {
        assertEquals(List.of(), GraphVerifier.problems(graph));
    }

    @Test
    void findsAValueUsedOnTheWrongWay() {
        phi.setInput(2, sum);
        finds("where that is not computed");
    }

    @Test
    void findsInputsThatAreNeverThereTogether() {
        TrappingOperation other = graph.add(new TrappingOperation(Opcode.I32_DIV_S, ifFalse, a, b));
        region.setInput(1, other);
        end.setInput(1, graph.unique(new Operation(Opcode.I32_ADD, division, other)));
        finds("never there together");
    }

    @Test
    void findsWrongTypes() {
        end.setInput(1, graph.unique(new ConstantLong(1)));
        finds("input 1 should be i32");
    }

    @Test
    void findsWrongKinds() {
        end.setInput(1, ifTrue);
        finds("should give VALUE");
    }

    @Test
    void findsTwoPlacesWhereControlGoesOn() {
        graph.add(new Safepoint(division));
        finds("control goes on at 2 places");
    }

    @Test
    void findsPhisOutOfStep() {
        phi.addInput(b);
        finds("has 2 predecessors");
    }

    @Test
    void findsCircles() {
        end.setInput(1, sum);
        sum.setInput(0, sum);
        finds("depends on itself");
    }

    @Test
    void findsForeignTokens() {
        AliasClass first = graph.aliasClasses().global(0);
        Node token = graph.unique(new MemoryProjection(graph.start(), graph.aliasClasses().global(2)));
        GlobalGet get = graph.add(new GlobalGet(0, a.type(), first, graph.start(), token));
        get.insertBefore(end);
        finds("token of another class");
    }

    @Test
    void findsControlThatNothingLeadsTo() {
        graph.add(new Region());
        finds("has no predecessor");
        finds("control does not get there");
    }
}
