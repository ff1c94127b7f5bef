// SPDX-License-Identifier: Apache-2.0
package dev.tandem.it.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tandem.api.Engine;
import dev.tandem.api.Imports;
import dev.tandem.api.Instance;
import dev.tandem.ir.trap.TrapCode;
import dev.tandem.ir.trap.WasmFrame;
import dev.tandem.ir.trap.WasmTrap;
import dev.tandem.it.CurrentCell;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Chains of tail calls between instances, far longer than any stack is deep. */
@Tag(CurrentCell.BEHAVIOUR)
final class TailCallsTest {
    private static final int LONG = 10_000_000;

    private Instance ping;
    private Instance pong;

    @BeforeEach
    void onlyWhereTheyKeepTheStack() {
        Engine engine = CurrentCell.nativeEngine();
        ping = TestModules.instantiate(engine, "ping");
        pong = TestModules.compile(engine, "pong").instantiate(Imports.builder().instance("ping", ping).build());
    }

    @Test
    void toAndFro() {
        assertEquals(2L * LONG, ping.function("ping").call(LONG, 0L)[0]);
        assertEquals(2L * LONG, pong.function("pong").call(LONG + 1, -3L)[0]);
        assertEquals(1L, ping.function("ping").call(0, 1L)[0]);
    }

    @Test
    void theCallersInstanceIsPutBack() {
        assertEquals(1_000_000_000L + 2000, ping.function("back").call(1000)[0]);
        assertEquals(1_000_000_000L, ping.function("back").call(0)[0]);
    }

    @Test
    void argumentsAndResultsOnTheStack() {
        assertArrayEquals(
                new Object[] {2L * LONG + 1, 20L, 20L, 3L, 4L, 8L, 1.5}, ping.function("gatherFrom").call(LONG));
        assertArrayEquals(new Object[] {0L, 9L, 10L, 3L, 4L, 6L, 0.5}, ping.function("gatherFrom").call(0));
    }

    @Test
    void aTrapAtTheEndShowsWhoIsStillThere() {
        WasmTrap trap = assertThrows(WasmTrap.class, () -> ping.function("back").call(1001));
        assertEquals(TrapCode.UNREACHABLE, trap.code());
        List<String> names = trap.backtrace().stream().map(WasmFrame::functionName).toList();
        // Where ping is inlined into back, it calls out of back's frame.
        assertTrue(List.of(List.of("pong", "back"), List.of("pong", "ping", "back")).contains(names), names::toString);
        assertTrue(trap.backtrace().get(1).offset() > 0);
        theCallersInstanceIsPutBack();
    }
}
