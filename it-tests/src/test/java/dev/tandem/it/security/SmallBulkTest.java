// SPDX-License-Identifier: Apache-2.0
package dev.tandem.it.security;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.tandem.api.Engine;
import dev.tandem.api.Function;
import dev.tandem.api.Instance;
import dev.tandem.api.Memory;
import dev.tandem.ir.trap.TrapCode;
import dev.tandem.ir.trap.WasmTrap;
import dev.tandem.it.CurrentCell;
import dev.tandem.it.security.ModuleBytes.Code;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Copies and fills of a constant number of bytes, for which compilers have code of their own: overlapping, and at the end of the memory. */
@Tag(CurrentCell.BEHAVIOUR)
final class SmallBulkTest {
    private static final int[] SIZES = {0, 1, 2, 3, 4, 5, 7, 8, 9, 11, 12, 15, 16, 17, 23, 24, 31, 32, 33, 47, 48, 63, 64, 65, 100};
    private static final int PAGE = Memory.PAGE_SIZE;
    private static final int[] NO_RESULTS = {};

    private final Engine engine = CurrentCell.engine();

    @AfterEach
    void close() {
        engine.close();
    }

    private static void fillRandomly(Memory memory, byte[] expected) {
        new Random(64).nextBytes(expected);
        for (int i = 0; i < PAGE; i++) {
            memory.putByte(i, expected[i]);
        }
    }

    @Test
    void copy() {
        ModuleBytes module = new ModuleBytes(1);
        int[] parameters = {ModuleBytes.I32, ModuleBytes.I32};
        for (int size : SIZES) {
            module.function(parameters, NO_RESULTS, new Code().local(0).local(1).i32(size).op(0xfc, 10, 0, 0));
        }
        Instance instance = engine.compile(module.bytes()).instantiate();
        Memory memory = instance.memory("memory");
        byte[] expected = new byte[PAGE];
        fillRandomly(memory, expected);
        for (int i = 0; i < SIZES.length; i++) {
            int size = SIZES[i];
            Function function = instance.function(Integer.toString(i));
            int[] places = {0, 1, 5, 100, 100 + size / 2, PAGE - 2 * size, PAGE - size - 1, PAGE - size, PAGE - size + 1, PAGE, -1, -size};
            for (int destination : places) {
                for (int source : places) {
                    long to = Integer.toUnsignedLong(destination);
                    long from = Integer.toUnsignedLong(source);
                    if (to + size <= PAGE && from + size <= PAGE) {
                        function.call(destination, source);
                        System.arraycopy(expected, source, expected, destination, size);
                    } else {
                        WasmTrap trap = assertThrows(WasmTrap.class, () -> function.call(destination, source));
                        assertEquals(TrapCode.MEMORY_OUT_OF_BOUNDS, trap.code());
                    }
                }
            }
            assertArrayEquals(expected, memory.read(0, PAGE), "after copies of " + size);
        }
    }

    @Test
    void fill() {
        ModuleBytes module = new ModuleBytes(1);
        for (int size : SIZES) {
            module.function(new int[] {ModuleBytes.I32}, NO_RESULTS, new Code().local(0).i32(size + 0x1fe).i32(size).op(0xfc, 11, 0));
        }
        Instance instance = engine.compile(module.bytes()).instantiate();
        Memory memory = instance.memory("memory");
        byte[] expected = new byte[PAGE];
        fillRandomly(memory, expected);
        for (int i = 0; i < SIZES.length; i++) {
            int size = SIZES[i];
            Function function = instance.function(Integer.toString(i));
            for (int destination : new int[] {0, 3, 1000, PAGE - size - 1, PAGE - size, PAGE - size + 1, PAGE, -1, -size}) {
                if (Integer.toUnsignedLong(destination) + size <= PAGE) {
                    function.call(destination);
                    Arrays.fill(expected, destination, destination + size, (byte) (size + 0x1fe));
                } else {
                    assertThrows(WasmTrap.class, () -> function.call(destination));
                }
            }
            assertArrayEquals(expected, memory.read(0, PAGE), "after fills of " + size);
        }
    }
}
