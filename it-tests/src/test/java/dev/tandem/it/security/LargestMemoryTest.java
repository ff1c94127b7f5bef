// SPDX-License-Identifier: Apache-2.0
package dev.tandem.it.security;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.tandem.api.Engine;
import dev.tandem.api.Instance;
import dev.tandem.ir.trap.TrapCode;
import dev.tandem.ir.trap.WasmTrap;
import dev.tandem.it.CurrentCell;
import dev.tandem.it.security.ModuleBytes.Code;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A memory of 4 GiB, whose size in bytes is no 32-bit number. */
@Tag(CurrentCell.BEHAVIOUR)
final class LargestMemoryTest {
    private static final int MOST_PAGES = 65536;
    private static final int[] INT = {ModuleBytes.I32};

    @Test
    void growsToTheLastByte() {
        ModuleBytes module = new ModuleBytes(MOST_PAGES - 1);
        String size = module.function(new int[0], INT, new Code().op(0x3f, 0));
        String grow = module.function(INT, INT, new Code().local(0).op(0x40, 0));
        String load = module.function(INT, INT, new Code().local(0).op(0x28).memoryArgument(0));
        String store = module.function(INT, new int[0], new Code().local(0).i32(0x1234567).op(0x36).memoryArgument(0));
        String offset = module.function(INT, INT, new Code().local(0).op(0x28).memoryArgument(0xffff_fff0L));
        try (Engine engine = CurrentCell.nativeEngine();
                Instance instance = engine.compile(module.bytes()).instantiate()) {
            assertEquals(MOST_PAGES - 1, call(instance, size));
            assertTrap(instance, load, -65536);
            assertEquals(MOST_PAGES - 1, call(instance, grow, 1));
            assertEquals(MOST_PAGES, call(instance, size));
            assertEquals(-1, call(instance, grow, 1));
            assertEquals(MOST_PAGES, call(instance, grow, 0));
            instance.function(store).call(-4);
            assertEquals(0x1234567, call(instance, load, -4));
            assertEquals(0x1234567, call(instance, offset, 12));
            for (int address : new int[] {-3, -1}) {
                assertTrap(instance, load, address);
                assertTrap(instance, store, address);
            }
            assertTrap(instance, offset, 13);
            assertTrap(instance, offset, -1);
            assertEquals(1L << 32, instance.memory("memory").size());
        }
    }

    private static Object call(Instance instance, String function, Object... arguments) {
        return instance.function(function).call(arguments)[0];
    }

    private static void assertTrap(Instance instance, String function, int address) {
        WasmTrap trap = assertThrows(WasmTrap.class, () -> instance.function(function).call(address));
        assertEquals(TrapCode.MEMORY_OUT_OF_BOUNDS, trap.code());
    }
}
