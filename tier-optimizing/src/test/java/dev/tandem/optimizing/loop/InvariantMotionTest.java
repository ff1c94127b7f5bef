// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tandem.ir.graph.ControlNode;
import dev.tandem.ir.graph.GraphVerifier;
import dev.tandem.ir.graph.Node;
import dev.tandem.ir.graph.cfg.ControlFlowGraph;
import dev.tandem.optimizing.memory.Straight;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class InvariantMotionTest {
    private final Straight s = new Straight();
    private final List<Node> watched = new ArrayList<>();

    /** Runs the phase and tells how deep in loops each watched node is now. */
    private List<Integer> depths() {
        s.run(new InvariantMotion(), s.a);
        GraphVerifier.verify(s.graph);
        ControlFlowGraph cfg = ControlFlowGraph.of(s.graph);
        return watched.stream().map(node -> cfg.block((ControlNode) node).loopDepth()).toList();
    }

    @Test
    void readsThatCannotTrapMove() {
        s.loop(() -> {
            s.store(s.a, 0, s.b);
            watched.add(s.global(2));
            watched.add(s.memorySize());
            watched.add(s.load(s.a, 64));
        });
        assertEquals(List.of(0, 0, 1), depths(), "the load may trap after the store");
    }

    @Test
    void whatTheLoopWritesStays() {
        s.loop(() -> {
            watched.add(s.global(0));
            watched.add(s.memorySize());
            s.setGlobal(1, s.b);
            s.grow();
        });
        assertEquals(List.of(1, 1), depths());
    }

    @Test
    void callsKeepAll() {
        s.loop(() -> {
            watched.add(s.global(2));
            watched.add(s.load(s.a, 0));
            s.call();
        });
        assertEquals(List.of(1, 1), depths());
    }

    @Test
    void firstTrapsMoveInOrder() {
        s.loop(() -> {
            watched.add(s.load(s.a, 0));
            watched.add(s.load(s.b, 0));
            Node size = s.memorySize();
            watched.add(s.load(s.add(size, 1), 0));
            s.store(s.a, 32, s.b);
        });
        assertEquals(List.of(0, 1, 1), depths(), "the store may write at b, so that load and all behind it stay");
    }

    @Test
    void throughTwoLoops() {
        s.loop(() -> s.loop(() -> {
            watched.add(s.load(s.a, 0));
            watched.add(s.global(2));
        }));
        assertEquals(List.of(0, 0), depths());
    }

    @Test
    void whatOneWayOnlyDoesStays() {
        s.loop(() -> s.branch(s.b, () -> watched.add(s.load(s.a, 0)), () -> {}));
        assertEquals(List.of(1), depths());
    }
}
