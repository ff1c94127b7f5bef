// SPDX-License-Identifier: Apache-2.0
package dev.tandem.it.security;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tandem.api.Engine;
import dev.tandem.api.Imports;
import dev.tandem.api.Instance;
import dev.tandem.api.Memory;
import dev.tandem.ir.trap.TrapCode;
import dev.tandem.ir.trap.WasmTrap;
import dev.tandem.it.CurrentCell;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Shapes of code that compilers were wrong about elsewhere; {@code mistakes.wat} has them. Each is called often enough to be optimized. */
@Tag(CurrentCell.BEHAVIOUR)
final class MistakesTest {
    private static final int OFTEN = 60;

    private final Engine engine = CurrentCell.engine();
    private Instance instance;
    private Memory memory;
    private Runnable callback = () -> {};

    @BeforeEach
    void instantiate() throws IOException {
        try (InputStream in = MistakesTest.class.getResourceAsStream("mistakes.wasm")) {
            instance = engine.compile(in)
                    .instantiate(Imports.builder().function("env", "callback", Runnable.class, () -> callback.run()).build());
        }
        memory = instance.memory("memory");
        for (int i = 0; i < memory.size(); i++) {
            memory.putByte(i, (byte) (i * 7 + (i >> 8)));
        }
    }

    @AfterEach
    void close() {
        engine.close();
    }

    private int call(String function, Object... arguments) {
        return (Integer) instance.function(function).call(arguments)[0];
    }

    private void assertTrap(TrapCode code, String function, Object... arguments) {
        assertEquals(code, assertThrows(WasmTrap.class, () -> instance.function(function).call(arguments)).code());
    }

    private int at(long address) {
        return memory.getByte(address) & 0xff;
    }

    @Test
    void spilledNumbersAreZeroExtended() {
        for (int i = 0; i < OFTEN; i++) {
            int expected = 0;
            for (int k = 0; k < 20; k++) {
                expected += at(100 + i + k);
            }
            assertEquals(expected, call("spills", 0xdead_beef_8000_0064L + i));
        }
    }

    @Test
    void resultsOfBuiltinsAreAddresses() {
        assertEquals(at(1), call("grownAddress", 0));
        assertEquals(at(1), call("grownAddress", 1));
        assertTrap(TrapCode.MEMORY_OUT_OF_BOUNDS, "grownAddress", 100); // the address is -1
        assertEquals(at(2), call("grownTableAddress", 3));
        assertTrap(TrapCode.MEMORY_OUT_OF_BOUNDS, "grownTableAddress", 100);
        assertEquals(2 + 300, call("grownTwice", 1));
        assertEquals(-1 + 300, call("grownTwice", 6));
    }

    @Test
    void loadsStayBeforeStores() {
        for (int i = 0; i < OFTEN; i++) {
            memory.putInt(4000, 17 + i);
            assertEquals(3 * (17 + i + 5) - (17 + i), call("twoUsers", 4000, 5));
            for (int distance = -1; distance <= 4; distance++) {
                int before = memory.getInt(4000);
                int sum = call("storeBetween", 4000, 4000 + distance);
                assertEquals(before + memory.getInt(4000), sum);
            }
        }
    }

    @Test
    void indicesOutliveTheirAccess() {
        for (int i = 0; i < OFTEN; i++) {
            int index = i * 90;
            assertEquals(at(index + 60000) + index + at(index + 3) + at(index + 1), call("indexAgain", index));
        }
        assertTrap(TrapCode.MEMORY_OUT_OF_BOUNDS, "indexAgain", 5536);
        assertTrap(TrapCode.MEMORY_OUT_OF_BOUNDS, "indexAgain", -1);
    }

    @Test
    void conditionsThatChange() {
        for (int i = 0; i < OFTEN; i++) {
            assertEquals(conditions(i % 3, 1 + i), call("conditions", i % 3, 1 + i));
        }
    }

    private static int conditions(int condition, int count) {
        int sum = 0;
        int c = condition;
        int n = count;
        do {
            if (c != 0) {
                c = (n & 1) != 0 ? 5 : 0;
                sum++;
            } else {
                c = n;
                sum += 100;
            }
            n--;
        } while (n != 0);
        return sum;
    }

    @Test
    void valuesChangePlacesOnEdges() {
        for (int i = 1; i < OFTEN; i++) {
            assertEquals(i % 2 == 0 ? 5 - 9 : 9 - 5, call("loopAtOnce", 5, 9, i));
        }
        int[] expected = {1029, 10, 20, 1032, 33, 1034, 35, 1036, 1037};
        for (int i = 0; i < OFTEN; i++) {
            int argument = i % expected.length - 1;
            assertEquals(expected[argument + 1], call("edges", argument));
        }
    }

    @Test
    void trapsStayBehindEffects() {
        for (int i = 0; i < OFTEN; i++) {
            assertEquals(101, call("effectFirst", 101, 1));
            assertTrap(TrapCode.INTEGER_DIVIDE_BY_ZERO, "effectFirst", 101, 0);
            assertEquals(1, instance.global("global").get());
            assertTrap(TrapCode.INTEGER_DIVIDE_BY_ZERO, "effectFirst", 7, 0);
            assertEquals(2, instance.global("global").get());
            instance.global("global").set(0);
            assertEquals(0, call("invariantTrap", 0, 1, 0));
            assertTrap(TrapCode.INTEGER_DIVIDE_BY_ZERO, "invariantTrap", 5, 1, 0);
            assertEquals(1, instance.global("global").get());
            assertEquals(15, call("invariantTrap", 5, 7, 2));
        }
    }

    @Test
    void checksKnowOfGrowth() {
        assertEquals(5 + 6, call("growBetween", 2 * Memory.PAGE_SIZE - 1));
        assertTrap(TrapCode.MEMORY_OUT_OF_BOUNDS, "growBetween", 3 * Memory.PAGE_SIZE);
        assertEquals(3 * Memory.PAGE_SIZE, memory.size(), "it grew before it trapped");
    }

    @Test
    void endlessRecursionThroughTheHostIsATrap() {
        for (int i = 0; i < 2; i++) {
            assertTrap(TrapCode.CALL_STACK_EXHAUSTED, "endless", 0);
            callback = () -> instance.function("endless").call(0);
            assertTrap(TrapCode.CALL_STACK_EXHAUSTED, "endless", 0);
            callback = () -> {};
            assertEquals(7, call("indirect"));
        }
    }

    /** Functions are compiled when they are first called: by then the caller may have changed the array. */
    @Test
    void bytesThatChangeAfterCompilingDoNot() throws IOException {
        byte[] bytes;
        try (InputStream in = MistakesTest.class.getResourceAsStream("mistakes.wasm")) {
            bytes = in.readAllBytes();
        }
        var module = engine.compile(bytes);
        Arrays.fill(bytes, (byte) 0);
        instance = module.instantiate(Imports.builder().function("env", "callback", Runnable.class, callback).build());
        valuesChangePlacesOnEdges();
    }

    @Test
    void aNewMemoryIsZero() {
        var module = instance.module();
        for (int i = 0; i < 5; i++) {
            try (Instance next = module.instantiate(
                    Imports.builder().function("env", "callback", Runnable.class, callback).build())) {
                Memory fresh = next.memory("memory");
                fresh.grow(3);
                for (byte one : fresh.read(0, (int) fresh.size())) {
                    assertEquals(0, one);
                }
                assertTrue(fresh.size() > 0);
                fresh.fill(0, (byte) 0x5a, fresh.size());
            }
        }
    }
}
