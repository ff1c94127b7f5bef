// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tandem.decoder.body.Opcode;
import dev.tandem.ir.graph.Node;
import dev.tandem.ir.graph.node.GlobalGet;
import dev.tandem.ir.graph.node.Load;
import dev.tandem.ir.graph.node.MemorySize;
import dev.tandem.ir.graph.node.Operation;
import dev.tandem.ir.graph.node.Phi;
import dev.tandem.ir.graph.node.Return;
import dev.tandem.ir.graph.node.Store;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class LoadEliminationTest {
    private final Straight s = new Straight();
    private final List<Node> loaded = new ArrayList<>();

    private Return run(Node... values) {
        return s.run(new LoadElimination(), values);
    }

    private int loads() {
        return s.all(Load.class).size();
    }

    @Test
    void secondLoadIsTheFirst() {
        Load first = s.load(s.a, 4);
        Load second = s.load(s.a, 4);
        Return end = run(first, second);
        assertFalse(second.isAlive());
        assertSame(((Operation) end.result(0)).input(1), first);
    }

    @Test
    void whatWasStoredIsLoaded() {
        s.store(s.a, 4, s.b);
        Return end = run(s.load(s.a, 4));
        assertSame(s.b, end.result(0));
        assertEquals(0, loads());
    }

    @Test
    void storesBesideChangeNothing() {
        Load first = s.load(s.a, 4);
        s.store(s.a, 8, s.b);
        s.store(s.a, 0, s.b);
        run(first, s.load(s.a, 4));
        assertEquals(1, loads());
    }

    @Test
    void storesThatOverlapDo() {
        Load first = s.load(s.a, 4);
        s.store(Opcode.I32_STORE8, s.a, 7, s.b);
        run(first, s.load(s.a, 4));
        assertEquals(2, loads());
    }

    @Test
    void storesElsewhereMayBeHere() {
        Load first = s.load(s.a, 4);
        s.store(s.b, 0, s.a);
        run(first, s.load(s.a, 4));
        assertEquals(2, loads());
    }

    /** {@code a + 4} may wrap around, so it is not offset 4; and with a huge offset, a + 8 at 0 may be a at 2^32 - 1. */
    @Test
    void wrappedSumsAreNotOffsets() {
        Load first = s.load(s.a, 4);
        Load second = s.load(s.add(s.a, 4), 0);
        run(first, second);
        assertEquals(2, loads());

        Straight t = new Straight();
        Load far = t.load(t.a, 0xffff_fffeL);
        t.store(t.add(t.a, -2), 0, t.b);
        t.run(new LoadElimination(), far, t.load(t.a, 0xffff_fffeL));
        assertEquals(2, t.all(Load.class).size(), "a - 2 is a + 2^32 - 2 for small a");
    }

    @Test
    void sumsOfOneBaseAreToldApart() {
        Load first = s.load(s.add(s.a, 16), 0);
        s.store(s.add(s.a, 20), 0, s.b);
        s.store(s.a, 32, s.b);
        run(first, s.load(s.add(s.a, 16), 0));
        assertEquals(1, loads());
    }

    @Test
    void partsOfWhatWasStored() {
        s.store(s.a, 0, s.b);
        loaded.add(s.load(Opcode.I32_LOAD8_S, s.a, 1));
        loaded.add(s.load(Opcode.I32_LOAD16_U, s.a, 2));
        Return end = run(loaded.toArray(Node[]::new));
        assertEquals(0, loads());
        Operation byte1 = (Operation) ((Operation) end.result(0)).input(0);
        assertEquals(Opcode.I32_EXTEND8_S, byte1.op());
        assertEquals(Opcode.I32_SHR_U, ((Operation) byte1.input(0)).op());
    }

    @Test
    void morePartsThanWereStoredAreLoaded() {
        s.store(Opcode.I32_STORE16, s.a, 0, s.b);
        run(s.load(s.a, 0));
        assertEquals(1, loads());
    }

    @Test
    void storedByteComesBackAsByte() {
        s.store(Opcode.I32_STORE8, s.a, 0, s.b);
        Return end = run(s.load(Opcode.I32_LOAD8_U, s.a, 0));
        assertEquals(Opcode.I32_AND, ((Operation) end.result(0)).op(), "not all bits of the value were stored");
    }

    @Test
    void callsChangeEverything() {
        Load first = s.load(s.a, 4);
        GlobalGet global = s.global(2);
        MemorySize size = s.memorySize();
        s.call();
        run(first, s.load(s.a, 4), global, s.global(2), size, s.memorySize());
        assertEquals(2, loads());
        assertEquals(2, s.all(GlobalGet.class).size());
        assertEquals(2, s.all(MemorySize.class).size());
    }

    @Test
    void growingChangesTheSizeOnly() {
        Load first = s.load(s.a, 4);
        MemorySize size = s.memorySize();
        s.grow();
        run(first, s.load(s.a, 4), size, s.memorySize());
        assertEquals(1, loads());
        assertEquals(2, s.all(MemorySize.class).size());
    }

    @Test
    void importedGlobalsMayBeOne() {
        GlobalGet first = s.global(0);
        GlobalGet own = s.global(2);
        s.setGlobal(1, s.b);
        run(first, s.global(0), own, s.global(2), s.global(1));
        assertEquals(3, s.all(GlobalGet.class).size(), "0 twice, 2 once, 1 was written");
    }

    @Test
    void valuesMeetInPhis() {
        s.branch(s.a, () -> s.store(s.a, 0, s.b), () -> s.store(s.a, 0, s.a));
        Return end = run(s.load(s.a, 0));
        assertEquals(0, loads());
        Phi phi = (Phi) end.result(0);
        assertSame(s.b, phi.value(0));
        assertSame(s.a, phi.value(1));
    }

    @Test
    void oneWayIsNotEnough() {
        s.branch(s.a, () -> s.store(s.a, 0, s.b), () -> {});
        run(s.load(s.a, 0));
        assertEquals(1, loads());
    }

    @Test
    void loopsKeepWhatTheyDoNotWrite() {
        Load before = s.load(s.a, 0);
        s.loop(() -> {
            loaded.add(s.load(s.a, 0));
            s.store(s.a, 16, s.b);
        });
        run(before, loaded.getFirst(), s.load(s.a, 0));
        assertEquals(1, loads());
    }

    @Test
    void loopsForgetWhatTheyWriteLater() {
        Load before = s.load(s.a, 0);
        s.loop(() -> {
            loaded.add(s.load(s.a, 0));
            s.store(s.b, 0, s.b);
        });
        run(before, loaded.getFirst());
        assertEquals(2, loads());
    }

    @Test
    void storingWhatIsThereIsNoStore() {
        Load first = s.load(s.a, 0);
        s.store(s.a, 0, first);
        s.store(s.a, 4, s.b);
        s.store(s.a, 4, s.b);
        run(first);
        assertEquals(1, s.all(Store.class).size());
        assertTrue(first.isAlive());
    }
}
