// SPDX-License-Identifier: Apache-2.0
package dev.tandem.it.security;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.tandem.api.Engine;
import dev.tandem.api.Instance;
import dev.tandem.ir.trap.TrapCode;
import dev.tandem.ir.trap.WasmTrap;
import dev.tandem.it.CurrentCell;
import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * What never changes, and what looks as if it never did until the host changes it: {@code facts.wat}. Each function is called often enough to be
 * optimized, before the change and after it.
 */
@Tag(CurrentCell.BEHAVIOUR)
final class FactsTest {
    private static final int OFTEN = 60;

    private final Engine engine = CurrentCell.engine();
    private Instance instance;

    @BeforeEach
    void instantiate() {
        try (InputStream in = FactsTest.class.getResourceAsStream("facts.wasm")) {
            instance = engine.compile(in).instantiate();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @AfterEach
    void close() {
        engine.close();
    }

    private int call(String function, Object... arguments) {
        return (Integer) instance.function(function).call(arguments)[0];
    }

    private void often(int expected, String function, Object... arguments) {
        for (int i = 0; i < OFTEN; i++) {
            assertEquals(expected, call(function, arguments));
        }
    }

    private void traps(TrapCode expected, String function, Object... arguments) {
        for (int i = 0; i < OFTEN; i++) {
            assertEquals(expected, assertThrows(WasmTrap.class, () -> call(function, arguments)).code());
        }
    }

    @Test
    void globals() {
        often(7 + 30 + 700, "globals");
        instance.global("global").set(8);
        often(7 + 30 + 800, "globals");
    }

    @Test
    void tableThatNobodyWritesTo() {
        for (int round = 0; round < 2; round++) {
            often(3 * 15, "own", 1, 4);
            often(16, "own", 2, 4);
            often(16, "own", 3, 4);
            traps(TrapCode.UNINITIALIZED_ELEMENT, "own", 0, 4);
            traps(TrapCode.INDIRECT_CALL_TYPE_MISMATCH, "own", 4, 4);
            traps(TrapCode.UNINITIALIZED_ELEMENT, "own", 5, 4);
            traps(TrapCode.UNDEFINED_ELEMENT, "own", 6, 4);
            traps(TrapCode.UNDEFINED_ELEMENT, "own", -1, 4);
        }
    }

    @Test
    void tableThatTheHostWritesTo() {
        often(3 * 15, "shared", 1, 4);
        often(16, "shared", 2, 4);
        traps(TrapCode.UNDEFINED_ELEMENT, "shared", 6, 4);
        Object increment = instance.table("table").get(2);
        instance.table("table").set(1, increment);
        often(16, "shared", 1, 4);
        instance.table("table").set(1, null);
        traps(TrapCode.UNINITIALIZED_ELEMENT, "shared", 1, 4);
        assertEquals(6, instance.table("table").grow(1, increment));
        often(16, "shared", 6, 4);
    }

    @Test
    void constantIndices() {
        often(11 + 10_000, "constantIndices", 5);
        instance.table("table").set(1, instance.table("table").get(2));
        often(11 + 6_000, "constantIndices", 5);
        traps(TrapCode.UNINITIALIZED_ELEMENT, "ownNull");
        traps(TrapCode.INDIRECT_CALL_TYPE_MISMATCH, "ownOther");
        traps(TrapCode.UNDEFINED_ELEMENT, "ownOutside");
    }

    @Test
    void sizes() {
        often(1 + 60 + 6000, "sizes");
        often(0, "lastOfFirstPage");
        traps(TrapCode.MEMORY_OUT_OF_BOUNDS, "secondPage");
        instance.memory("memory").grow(1);
        instance.table("table").grow(2, null);
        often(2 + 60 + 8000, "sizes");
        often(0, "secondPage");
    }
}
