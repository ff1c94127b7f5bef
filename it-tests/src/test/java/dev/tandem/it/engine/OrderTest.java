// SPDX-License-Identifier: Apache-2.0
package dev.tandem.it.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.tandem.api.Instance;
import dev.tandem.api.Memory;
import dev.tandem.ir.trap.TrapCode;
import dev.tandem.ir.trap.WasmTrap;
import dev.tandem.it.CurrentCell;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What comes first in a store and at the end of a loop. */
@Timeout(300)
@Tag(CurrentCell.BEHAVIOUR)
final class OrderTest {
    private static final int PAGE = 65536;

    private final Instance instance = TestModules.instantiate(CurrentCell.engine(), "order");
    private final Memory memory = instance.memory("memory");

    private Object call(String name, Object... arguments) {
        return instance.function(name).call(arguments)[0];
    }

    private TrapCode trap(String name, Object... arguments) {
        return assertThrows(WasmTrap.class, () -> instance.function(name).call(arguments)).code();
    }

    @Test
    void theValueTrapsBeforeTheAddressDoes() {
        assertEquals(TrapCode.INTEGER_DIVIDE_BY_ZERO, trap("divide", -4, 0));
        assertEquals(TrapCode.MEMORY_OUT_OF_BOUNDS, trap("divide", -4, 1));
        assertEquals(TrapCode.MEMORY_OUT_OF_BOUNDS, trap("divide", Integer.MAX_VALUE, 1));
        assertEquals(TrapCode.MEMORY_OUT_OF_BOUNDS, trap("copied", -2, 0));
        assertEquals(TrapCode.MEMORY_OUT_OF_BOUNDS, trap("copied", 0, -1));
    }

    @Test
    void theValueIsComputedBeforeTheAddressTraps() {
        assertEquals(TrapCode.MEMORY_OUT_OF_BOUNDS, trap("noted", -8, 77));
        assertArrayEquals(new byte[PAGE], memory.read(0, PAGE));
        assertEquals(77, instance.global("seen").get());
    }

    @Test
    void memoryThatGrowsMeanwhile() {
        assertEquals(1234, call("grownByValue", 16, 1234));
        assertEquals(4321, call("grownByValue", 2 * PAGE, 4321));
        assertEquals(-5, call("grownByAddress", 32, -5));
        assertEquals(200, call("grownBetween", 3, 200));
        memory.write(507, new byte[] {55});
        assertEquals(55, call("grownWithin", 1000, 500));
    }

    @Test
    void countersAfterTheirLoop() {
        assertEquals(9, call("before", 12));
        assertEquals(0, call("before", 1));
        assertEquals(12586269025L, call("fibonacci", 50));
    }
}
