// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tandem.decoder.body.Opcode;
import dev.tandem.ir.graph.node.GlobalSet;
import dev.tandem.ir.graph.node.Store;
import org.junit.jupiter.api.Test;

final class DeadStoresTest {
    private final Straight s = new Straight();

    private int stores() {
        s.run(new DeadStores(), s.a);
        return s.all(Store.class).size();
    }

    @Test
    void overwrittenAtOnce() {
        Store first = s.store(s.a, 0, s.b);
        first.at(s.graph.positions().add(0, 3, -1));
        Store second = s.store(s.a, 0, s.a);
        assertEquals(1, stores());
        assertFalse(first.isAlive());
        assertEquals(0, second.position(), "traps in the place of the first");
    }

    @Test
    void widerStoreMayTrapWhereTheNarrowOneDoesNot() {
        s.store(Opcode.I32_STORE8, s.a, 0, s.b);
        s.store(s.a, 0, s.a);
        assertEquals(2, stores());
    }

    @Test
    void widerStoreKnownNotToTrap() {
        s.store(Opcode.I32_STORE8, s.constant(100), 0, s.b);
        s.store(s.constant(100), 0, s.a);
        assertEquals(1, stores());
    }

    @Test
    void loadSees() {
        s.store(s.constant(100), 0, s.b);
        s.load(s.constant(102), 0);
        s.store(s.constant(100), 0, s.a);
        assertEquals(2, stores());
    }

    @Test
    void loadElsewhereDoesNotIfItCannotTrap() {
        s.store(s.constant(100), 0, s.b);
        s.load(s.constant(104), 0);
        s.store(s.constant(100), 0, s.a);
        assertEquals(1, stores());
    }

    @Test
    void whatMayTrapSees() {
        s.store(s.constant(100), 0, s.b);
        s.load(s.constant(65_533), 0);
        s.store(s.constant(100), 0, s.a);
        assertEquals(2, stores());
    }

    @Test
    void callsSee() {
        s.store(s.constant(100), 0, s.b);
        s.call();
        s.store(s.constant(100), 0, s.a);
        assertEquals(2, stores());
    }

    /** The removed store's trap is now the last one's: what is overwritten only behind it must stay. */
    @Test
    void trapThatMovesDownStillSees() {
        Store seen = s.store(s.constant(100), 0, s.b);
        Store dead = s.store(s.a, 0, s.b);
        s.store(s.a, 0, s.a);
        s.store(s.constant(100), 0, s.a);
        assertEquals(3, stores());
        assertTrue(seen.isAlive());
        assertFalse(dead.isAlive());
    }

    /** A trap that moved down over them would come too late: they would have happened. */
    @Test
    void writesBetweenKeepTheTrapWhereItIs() {
        s.store(s.a, 0, s.b);
        s.setGlobal(2, s.b);
        s.store(s.a, 0, s.a);
        assertEquals(2, stores());
        s.run(new DeadStores(), s.a);
        assertEquals(1, s.all(GlobalSet.class).size());
    }

    @Test
    void writesBetweenThatSomebodySees() {
        s.store(s.a, 0, s.b);
        s.setGlobal(2, s.b);
        s.global(2);
        s.store(s.a, 0, s.a);
        assertEquals(2, stores());
    }

    @Test
    void globals() {
        s.setGlobal(2, s.a);
        s.setGlobal(0, s.a);
        s.global(1);
        s.setGlobal(2, s.b);
        s.setGlobal(0, s.b);
        s.run(new DeadStores(), s.a);
        assertEquals(3, s.all(GlobalSet.class).size(), "1 may be 0");
    }
}
