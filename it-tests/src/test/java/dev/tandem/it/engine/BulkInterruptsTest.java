// SPDX-License-Identifier: Apache-2.0
package dev.tandem.it.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.tandem.api.Imports;
import dev.tandem.api.Instance;
import dev.tandem.api.Memory;
import dev.tandem.api.Table;
import dev.tandem.ir.trap.TrapCode;
import dev.tandem.ir.trap.WasmTrap;
import dev.tandem.it.CurrentCell;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Who is interrupted in a bulk operation finds a part of it done, and can do it again. */
@Tag(CurrentCell.BEHAVIOUR)
final class BulkInterruptsTest {
    private static final int ELEMENTS = 1_000_000;
    private static final int BYTES = 512 * Memory.PAGE_SIZE;

    private final AtomicBoolean interrupt = new AtomicBoolean();
    private Instance instance;

    @BeforeEach
    void open() {
        AtomicReference<Instance> self = new AtomicReference<>();
        instance = TestModules.compile(CurrentCell.nativeEngine(), "bulk")
                .instantiate(Imports.builder()
                        .function("env", "callback", Runnable.class, () -> {
                            if (interrupt.get()) {
                                self.get().interrupt();
                            }
                        })
                        .build());
        self.set(instance);
    }

    private void interrupted(String function) {
        interrupt.set(true);
        WasmTrap trap = assertThrows(WasmTrap.class, () -> instance.function(function).call());
        assertEquals(TrapCode.INTERRUPTED, trap.code());
        interrupt.set(false);
    }

    @Test
    void tables() {
        Table table = instance.table("table");
        interrupted("fillTable");
        assertNotNull(table.get(0));
        assertNull(table.get(ELEMENTS - 1));
        // Upwards would overwrite what is still to be read, so the end is copied first.
        table.set(ELEMENTS - 2, table.get(0));
        interrupted("copyTable");
        assertNotNull(table.get(ELEMENTS - 1));
        assertNull(table.get(ELEMENTS - 2));
        instance.function("fillTable").call();
        assertNotNull(table.get(ELEMENTS - 1));
        interrupted("growTable");
        assertEquals(ELEMENTS, table.size(), "it is as it was");
        assertEquals(ELEMENTS, instance.function("growTable").call()[0]);
        assertNotNull(table.get(2 * ELEMENTS - 1));
    }

    @Test
    void memories() {
        Memory memory = instance.memory("memory");
        interrupted("fillMemory");
        assertEquals(7, memory.getByte(0));
        assertEquals(0, memory.getByte(BYTES - 1));
        memory.putByte(BYTES - 2, (byte) 9);
        interrupted("copyMemory");
        assertEquals(9, memory.getByte(BYTES - 1));
        assertEquals(0, memory.getByte(BYTES - 2));
        instance.function("fillMemory").call();
        assertEquals(7, memory.getByte(BYTES - 1));
    }
}
