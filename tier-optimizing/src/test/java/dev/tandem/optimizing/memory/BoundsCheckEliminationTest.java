// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tandem.ir.graph.node.BoundsCheck;
import org.junit.jupiter.api.Test;

final class BoundsCheckEliminationTest {
    private final Straight s = new Straight();

    private int left() {
        s.run(new BoundsCheckElimination(), s.a);
        return s.all(BoundsCheck.class).size();
    }

    @Test
    void lowerChecksBehindHigherOnesGo() {
        s.check(s.a, 8, 4);
        s.check(s.a, 4, 8);
        s.check(s.a, 0, 1);
        assertEquals(1, left());
    }

    @Test
    void higherOnesStay() {
        s.check(s.a, 4, 4);
        s.check(s.a, 4, 8);
        s.check(s.b, 4, 4);
        assertEquals(3, left());
    }

    @Test
    void effectsBetweenDoNotMatter() {
        s.check(s.a, 4, 4);
        s.call();
        s.grow();
        s.check(s.a, 4, 4);
        assertEquals(1, left());
    }

    @Test
    void equalChecksInDifferentWaysStay() {
        s.branch(s.a, () -> s.check(s.a, 4, 4), () -> s.check(s.a, 4, 4));
        s.check(s.a, 4, 4);
        assertEquals(3, left(), "neither way dominates what is behind");
    }

    @Test
    void checkBeforeTheBranchCoversBothWays() {
        s.check(s.a, 4, 4);
        s.branch(s.b, () -> s.check(s.a, 4, 4), () -> s.check(s.a, 0, 8));
        assertEquals(1, left());
    }

    @Test
    void wrappedSumsHaveTheirOwnChecks() {
        s.check(s.add(s.a, 8), 0, 4);
        s.check(s.a, 0, 4);
        s.check(s.add(s.a, 8), 0, 2);
        assertEquals(2, left());
    }
}
