// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.graph.cfg;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tandem.decoder.body.Opcode;
import dev.tandem.ir.graph.ControlNode;
import dev.tandem.ir.graph.Graph;
import dev.tandem.ir.graph.Node;
import dev.tandem.ir.graph.Stamp;
import dev.tandem.ir.graph.node.ConstantInt;
import dev.tandem.ir.graph.node.If;
import dev.tandem.ir.graph.node.IfFalse;
import dev.tandem.ir.graph.node.IfTrue;
import dev.tandem.ir.graph.node.Loop;
import dev.tandem.ir.graph.node.Operation;
import dev.tandem.ir.graph.node.Phi;
import dev.tandem.ir.graph.node.Region;
import dev.tandem.ir.graph.node.Return;
import dev.tandem.ir.graph.node.Safepoint;
import dev.tandem.ir.graph.node.Trap;
import dev.tandem.ir.trap.TrapCode;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class ScheduleTest {
    private final Graph graph = RandomGraph.empty();

    private Node add(Node a, Node b) {
        return graph.unique(new Operation(Opcode.I32_ADD, a, b));
    }

    @Test
    void randomGraphsAreScheduledInOrder() {
        for (long seed = 0; seed < 150; seed++) {
            try {
                Graph made = RandomGraph.of(seed, 20 + (int) seed);
                Schedule schedule = Schedule.of(made);
                ScheduleVerifier.verify(schedule);
                checkDominators(schedule.cfg());
                checkLoops(schedule);
                assertEquals(ScheduleText.of(schedule), ScheduleText.of(Schedule.of(made)));
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError("seed " + seed, e);
            }
        }
    }

    /** Removing a dominator cuts off what it dominates; nothing else. */
    private static void checkDominators(ControlFlowGraph cfg) {
        for (Block removed : cfg.blocks().subList(1, Math.min(30, cfg.blocks().size()))) {
            Set<Block> reached = new HashSet<>();
            reach(cfg.entry(), removed, reached);
            for (Block block : cfg.blocks()) {
                assertEquals(!reached.contains(block), removed.dominates(block), removed + " " + block);
            }
        }
    }

    private static void reach(Block block, Block removed, Set<Block> reached) {
        if (block != removed && reached.add(block)) {
            block.successors().forEach(next -> reach(next, removed, reached));
        }
    }

    private static void checkLoops(Schedule schedule) {
        for (Block block : schedule.cfg().blocks()) {
            assertEquals(block.head() instanceof Loop, block.isLoopHead(), "a loop node heads a loop");
            NaturalLoop loop = block.loop();
            if (loop != null) {
                assertTrue(loop.head().dominates(block));
                assertTrue(loop.contains(block));
            }
        }
        assertContiguous(schedule.blocks().stream().filter(block -> !block.isCold()).toList());
        assertContiguous(schedule.layout().stream().filter(block -> !block.isCold()).toList());
    }

    private static void assertContiguous(List<Block> order) {
        Set<NaturalLoop> left = new HashSet<>();
        NaturalLoop inside = null;
        for (Block block : order) {
            for (NaturalLoop loop = inside; loop != null && !loop.contains(block); loop = loop.parent()) {
                left.add(loop);
            }
            inside = block.loop();
            for (NaturalLoop loop = inside; loop != null; loop = loop.parent()) {
                assertFalse(left.contains(loop), () -> "torn apart: " + order);
            }
        }
    }

    /** {@code while (c) { x = x + (a + b); } return x;} with a test at the top. */
    @Test
    void whatDoesNotChangeLeavesTheLoopAndTheTestComesLast() {
        Node invariant = add(graph.parameter(0), graph.parameter(1));
        Loop loop = graph.add(new Loop(graph.start()));
        Phi x = graph.add(new Phi(Stamp.I32, loop, graph.parameter(0)));
        If test = graph.add(new If(loop, x, 0.5));
        ControlNode body = graph.add(new IfTrue(test));
        Node next = add(x, invariant);
        x.addInput(next);
        loop.addInput(graph.add(new Safepoint(body)));
        graph.add(new Return(graph.add(new IfFalse(test)), x));

        Schedule schedule = Schedule.of(graph);
        ScheduleVerifier.verify(schedule);
        assertSame(schedule.cfg().entry(), schedule.block(invariant));
        Block head = schedule.cfg().block(loop);
        assertEquals(1, head.loopDepth());
        assertEquals(10, head.frequency(), 1);
        assertSame(schedule.cfg().block(body), schedule.block(next), "needed only on the way back");
        List<Block> layout = schedule.layout();
        assertEquals(layout.indexOf(schedule.cfg().block(body)) + 1, layout.indexOf(head), "the body falls into the test");
        assertEquals(List.of(0, 1, 2, 3), schedule.blocks().stream().map(Block::index).toList());
    }

    @Test
    void whatOnlyColdCodeNeedsIsComputedThere() {
        Node sum = add(graph.parameter(0), graph.parameter(1));
        If test = graph.add(new If(graph.start(), graph.parameter(0), 0.001));
        ControlNode rare = graph.add(new IfTrue(test));
        ControlNode usual = graph.add(new IfFalse(test));
        Region region = graph.add(new Region(rare, usual));
        Phi phi = graph.add(new Phi(Stamp.I32, region, sum, graph.parameter(1)));
        graph.add(new Return(region, phi));

        Schedule schedule = Schedule.of(graph);
        assertSame(schedule.cfg().block(rare), schedule.block(sum));
        assertTrue(schedule.cfg().block(rare).isCold());
        assertSame(schedule.cfg().block(rare), schedule.blocks().getLast());
        assertSame(schedule.cfg().block(rare), schedule.layout().getLast());
    }

    @Test
    void codeThatMustTrapIsCold() {
        If test = graph.add(new If(graph.start(), graph.parameter(0), 0.5));
        ControlNode bad = graph.add(new IfTrue(test));
        If second = graph.add(new If(bad, graph.parameter(1), 0.5));
        graph.add(new Trap(graph.add(new IfTrue(second)), TrapCode.UNREACHABLE));
        graph.add(new Trap(graph.add(new IfFalse(second)), TrapCode.UNREACHABLE));
        graph.add(new Return(graph.add(new IfFalse(test)), graph.parameter(0)));

        ControlFlowGraph cfg = ControlFlowGraph.of(graph);
        assertTrue(cfg.block(bad).isCold());
        assertTrue(cfg.block(bad).frequency() < 0.001);
        assertFalse(cfg.entry().isCold());
    }

    @Test
    void comparisonStaysNextToItsBranch() {
        Loop loop = graph.add(new Loop(graph.start()));
        Phi x = graph.add(new Phi(Stamp.I32, loop, graph.parameter(0)));
        Node compare = graph.unique(new Operation(Opcode.I32_LT_S, graph.parameter(0), graph.parameter(1)));
        Node next = add(x, graph.unique(new ConstantInt(1)));
        If test = graph.add(new If(loop, compare, 0.9));
        loop.addInput(graph.add(new Safepoint(graph.add(new IfTrue(test)))));
        x.addInput(next);
        graph.add(new Return(graph.add(new IfFalse(test)), next));

        List<Node> nodes = Schedule.of(graph).cfg().block(loop).nodes();
        assertSame(test, nodes.getLast());
        assertEquals(List.of(loop, x), nodes.subList(0, 2));
        assertTrue(Schedule.of(graph).block(compare).isLoopHead());
    }

    /** Sizes that a quadratic step would not survive. */
    @Test
    void hugeGraphs() {
        Graph wide = RandomGraph.of(7, 60_000);
        ScheduleVerifier.verify(Schedule.of(wide));

        // 30,000 exits to one region, and a value that is used only there
        Node early = add(graph.parameter(0), graph.parameter(1));
        ControlNode control = graph.start();
        Region exit = new Region();
        Phi phi = new Phi(Stamp.I32, exit);
        Node last = early;
        for (int i = 0; i < 30_000; i++) {
            last = add(last, graph.unique(new ConstantInt(i)));
            If test = graph.add(new If(control, last, 0.5));
            exit.addInput(graph.add(new IfTrue(test)));
            control = graph.add(new IfFalse(test));
            phi.addInput(last);
        }
        exit.addInput(control);
        phi.addInput(early);
        graph.add(exit);
        graph.add(phi);
        graph.add(new Return(exit, phi));
        ScheduleVerifier.verify(Schedule.of(graph));
    }
}
