// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.tandem.decoder.body.Opcode;
import dev.tandem.ir.graph.Node;
import dev.tandem.ir.graph.node.Load;
import dev.tandem.ir.graph.node.Operation;
import java.util.List;
import org.junit.jupiter.api.Test;

final class RelativeAddressesTest {
    private final Straight s = new Straight();

    private List<Load> loads(Node result) {
        s.run(new RelativeAddresses(), result);
        return s.all(Load.class);
    }

    private static void assertAt(Load load, Node address, long offset) {
        assertSame(address, load.address());
        assertEquals(offset, load.offset());
    }

    @Test
    void behindAnAccess() {
        s.load(s.a, 0);
        List<Load> loads = loads(s.load(s.add(s.a, 12), 4));
        assertAt(loads.get(1), s.a, 16);
    }

    @Test
    void asFarAsNoMemoryReaches() {
        s.load(s.a, 0);
        s.load(s.add(s.a, 65_539), 0);
        Node far = s.add(s.a, 65_540);
        List<Load> loads = loads(s.load(far, 0));
        assertAt(loads.get(1), far, 0);
        assertAt(loads.get(2), s.a, 65_539);
    }

    @Test
    void beforeAnAccessThatTrapsIfTheSumWraps() {
        s.load(s.add(s.a, 12), 0);
        List<Load> loads = loads(s.load(s.a, 0));
        assertAt(loads.get(1), s.a, 12);
    }

    @Test
    void notOverAnEffect() {
        Node sum = s.add(s.a, 12);
        s.load(sum, 0);
        s.setGlobal(0, s.b);
        List<Load> loads = loads(s.load(s.a, 0));
        assertAt(loads.get(0), sum, 0);
    }

    @Test
    void betweenSumsTheLowestIsTheBase() {
        Node lowest = s.add(s.a, 1024);
        s.load(s.add(s.a, 1028), 0);
        s.load(s.add(s.a, 1032), 0);
        List<Load> loads = loads(s.load(lowest, 0));
        assertAt(loads.get(0), lowest, 0);
        assertAt(loads.get(1), lowest, 4);
        assertAt(loads.get(2), lowest, 8);
    }

    @Test
    void belowAnAccessTheGuardTakesTheDifference() {
        Node sum = s.add(s.a, 1028);
        s.load(sum, 0);
        s.setGlobal(0, s.b);
        List<Load> loads = loads(s.load(s.add(s.a, 1024), 0));
        assertSame(sum, loads.get(1).address().input(0));
    }

    @Test
    void belowWithAnOffsetCouldComeBackAboveZero() {
        s.load(s.add(s.a, 1028), 0);
        s.setGlobal(0, s.b);
        Node below = s.add(s.a, 1024);
        List<Load> loads = loads(s.load(below, 8));
        assertAt(loads.get(1), below, 8);
    }

    @Test
    void sumsOfSums() {
        Node sum = s.graph.unique(new Operation(Opcode.I32_ADD, s.a, s.b));
        s.load(sum, 0);
        Node next = s.graph.unique(new Operation(Opcode.I32_ADD, s.a, s.add(s.b, 4)));
        List<Load> loads = loads(s.load(next, 0));
        assertAt(loads.get(1), sum, 4);
    }
}
