// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.nativex64;

import static dev.tandem.ir.asm.x64.Gpr.R11;
import static dev.tandem.ir.asm.x64.Gpr.R14;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.tandem.ir.backend.HostFunction;
import dev.tandem.ir.trap.TrapCode;
import dev.tandem.ir.trap.WasmTrap;
import dev.tandem.ir.vm.Table;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Fills and copies, short and long, against Java arrays. */
final class BulkTest extends NativeTest {
    private static final int SIZE = 2 * 65536;
    private static final int PAGES = 127;
    private static final int BYTES = PAGES * 65536;

    private final Guest guest = new Guest(new TestModule()
                    .function("IJIJ_")
                    .function("IIJJJ_")
                    .function("IIJJJ_")
                    .memory(2, 2)
                    .memory(2, 2))
            .define(0, w -> w.callBuiltin(Builtin.MEMORY_FILL, 1))
            .define(1, w -> w.callBuiltin(Builtin.MEMORY_COPY, 1))
            .define(2, w -> w.callBuiltin(Builtin.MEMORY_INIT, 1));
    private final NativeContext context = guest.instance(new HostFunction[0]);

    @Test
    void randomFillsAndCopies() {
        long seed = Long.getLong("tandem.test.seed", System.nanoTime());
        Random random = new Random(seed);
        byte[][] model = {new byte[SIZE], new byte[SIZE]};
        for (int i = 0; i < 2; i++) {
            random.nextBytes(model[i]);
            context.memories[i].write(0, model[i], 0, SIZE);
        }
        for (int i = 0; i < 2000; i++) {
            int to = random.nextInt(2);
            int length = random.nextInt(random.nextInt(4) == 0 ? SIZE : 100);
            int destination = random.nextInt(SIZE - length + 1);
            if (random.nextInt(3) == 0) {
                Guest.call(context, 0, to, destination, 0xffff_ff00L | i, length);
                Arrays.fill(model[to], destination, destination + length, (byte) i);
            } else {
                int from = random.nextInt(2);
                int source = random.nextInt(3) > 0
                        ? random.nextInt(SIZE - length + 1)
                        : Math.clamp(destination + random.nextInt(-50, 50), 0, SIZE - length);
                Guest.call(context, 1, to, from, destination, source, length);
                System.arraycopy(model[from], source, model[to], destination, length);
            }
        }
        for (int i = 0; i < 2; i++) {
            byte[] content = new byte[SIZE];
            context.memories[i].read(0, content, 0, SIZE);
            assertArrayEquals(model[i], content, "-Dtandem.test.seed=" + seed);
        }
    }

    /** Around every length at which another piece of code begins, and every way to overlap. */
    @Test
    void everyLengthAndOverlap() {
        byte[] model = new byte[SIZE];
        new Random(1).nextBytes(model);
        context.memories[0].write(0, model, 0, SIZE);
        int[] distances = {0, 1, 7, 16, 63, 64, 65, 100, 128, 1000, 2047, 2048, 5000};
        for (int length = 0; length < 5000; length += length < 140 ? 1 : length < 2040 ? 97 : length < 2060 ? 1 : 711) {
            for (int distance : distances) {
                for (int destination : new int[] {10_000 + distance, 10_000 - distance, SIZE - length}) {
                    int source = destination == SIZE - length ? destination - distance : 10_000;
                    Guest.call(context, 1, 0, 0, destination, source, length);
                    System.arraycopy(model, source, model, destination, length);
                    assertContent(model, destination, length);
                }
            }
            Guest.call(context, 0, 0, 20_001, length, length);
            Arrays.fill(model, 20_001, 20_001 + length, (byte) length);
            assertContent(model, 20_001, length);
        }
    }

    private void assertContent(byte[] model, int start, int length) {
        byte[] content = new byte[length + 64];
        int from = Math.min(start - 32, SIZE - content.length);
        context.memories[0].read(from, content, 0, content.length);
        assertArrayEquals(Arrays.copyOfRange(model, from, from + content.length), content, "length " + length);
    }

    @Test
    void boundsAreCheckedBeforeAnythingIsWritten() {
        long[] huge = {SIZE + 1, 1L << 32, Long.MAX_VALUE, -1L, Long.MIN_VALUE};
        for (long far : huge) {
            assertTraps(0, 0, far, 1, 0);
            assertTraps(0, 0, 0, 1, far);
            assertTraps(0, 0, SIZE - 4, 1, far);
            assertTraps(1, 0, 1, far, 0, 0);
            assertTraps(1, 0, 1, 0, far, 0);
            assertTraps(1, 1, 0, 0, 0, far);
            assertTraps(2, 0, 0, far, 0, 0);
            assertTraps(2, 0, 0, 0, far, 0);
        }
        assertTraps(0, 1, SIZE - 4, 1, 5);
        assertTraps(1, 0, 1, SIZE - 4, 0, 5);
        assertTraps(1, 0, 1, 0, SIZE - 4, 5);
        assertTraps(2, 0, 0, SIZE - 3, 0, 4);
        assertTraps(2, 0, 0, 0, 1, 4);
        assertEquals(0, context.memories[0].getInt(SIZE - 4));
        assertEquals(0, context.memories[1].getInt(SIZE - 4));
        Guest.call(context, 0, 0, SIZE, 1, 0);
        Guest.call(context, 1, 0, 1, SIZE, SIZE, 0);
        Guest.call(context, 2, 0, 0, SIZE - 4, 0, 4);
        assertEquals(0x04030201, context.memories[0].getInt(SIZE - 4));
    }

    private void assertTraps(int function, long... arguments) {
        WasmTrap trap = assertThrows(WasmTrap.class, () -> Guest.call(context, function, arguments));
        assertEquals(TrapCode.MEMORY_OUT_OF_BOUNDS, trap.code());
    }

    private final boolean[] interrupt = {true};

    /** An instance whose function 1 calls the host, which may interrupt, and then the builtin with these arguments. */
    private NativeContext calling(TestModule module, Builtin builtin, long... arguments) {
        Guest calling = new Guest(module.imported("_").function("_"));
        calling.define(1, w -> {
            w.load(R11, R14, calling.layout.importedFunction(0));
            w.callReference(1);
            for (int i = 0; i < arguments.length; i++) {
                w.assembler.mov(NativeConvention.integerRegister(i), arguments[i]);
            }
            w.callBuiltin(builtin, 2);
        });
        NativeContext[] self = new NativeContext[1];
        self[0] = calling.instance((_, _, _) -> {
            if (interrupt[0]) {
                self[0].gate().interrupt();
            }
        });
        return self[0];
    }

    private void assertInterrupted(NativeContext instance) {
        interrupt[0] = true;
        WasmTrap trap = assertThrows(WasmTrap.class, () -> Guest.call(instance, 1));
        assertEquals(TrapCode.INTERRUPTED, trap.code());
        assertEquals(1, trap.backtrace().size());
        interrupt[0] = false;
    }

    /** Whoever is interrupted in a long fill has a memory that is filled up to some place, and can go on. */
    @Test
    void longFillsCanBeInterrupted() {
        NativeContext instance =
                calling(new TestModule().memory(PAGES, PAGES), Builtin.MEMORY_FILL, 0, 0, 7, BYTES);
        assertInterrupted(instance);
        assertEquals(7, instance.memories[0].getByte(0));
        assertEquals(0, instance.memories[0].getByte(BYTES - 1));
        Guest.call(instance, 1);
        assertEquals(7, instance.memories[0].getByte(BYTES - 1));
    }

    /** Loops of them spend little of a budget in much time. */
    @Test
    void fillsAndCopiesThatAreNotShortLookForInterrupts() {
        for (Builtin builtin : List.of(Builtin.MEMORY_FILL, Builtin.MEMORY_COPY)) {
            boolean copy = builtin == Builtin.MEMORY_COPY;
            assertInterrupted(calling(new TestModule().memory(PAGES, PAGES), builtin, copy ? new long[] {0, 0, 0, 9, 4096} : new long[] {0, 0, 7, 4096}));
        }
    }

    @Test
    void longDataSegmentsCanBeInterrupted() {
        NativeContext instance =
                calling(new TestModule().memory(PAGES, PAGES), Builtin.MEMORY_INIT, 0, 0, 1, 0, BYTES - 1);
        instance.data[0] = new byte[BYTES];
        Arrays.fill(instance.data[0], (byte) 5);
        assertInterrupted(instance);
        assertEquals(0, instance.memories[0].getByte(0));
        assertEquals(5, instance.memories[0].getByte(1));
        assertEquals(0, instance.memories[0].getByte(BYTES - 1));
        Guest.call(instance, 1);
        assertEquals(5, instance.memories[0].getByte(BYTES - 1));
    }

    private NativeContext withLargeTable(Builtin builtin, long... arguments) {
        NativeContext instance = calling(new TestModule().table(1), builtin, arguments);
        instance.tables[0] = guest.backend.newTable(instance.tables[0].type(), true, 1 << 20, null);
        instance.code().bind(instance);
        return instance;
    }

    @Test
    void longElementSegmentsCanBeInterrupted() {
        NativeContext instance = withLargeTable(Builtin.TABLE_INIT, 0, 0, 1, 0, 2 * Table.STRETCH);
        Table table = instance.tables[0];
        table.grow(2L * Table.STRETCH, null);
        instance.elements[0] = new Object[2 * Table.STRETCH];
        Arrays.fill(instance.elements[0], instance.function(1));
        assertInterrupted(instance);
        assertNull(table.get(0));
        assertSame(instance.function(1), table.get(1));
        assertNull(table.get(2L * Table.STRETCH));
        Guest.call(instance, 1);
        assertSame(instance.function(1), table.get(2L * Table.STRETCH));
    }

    /** Whoever is interrupted while a table grows has the old table. */
    @Test
    void growingTablesCanBeInterrupted() {
        NativeContext instance = withLargeTable(Builtin.TABLE_GROW, 0, 2 * Table.STRETCH, 0);
        assertInterrupted(instance);
        assertEquals(1, instance.tables[0].size());
        Guest.call(instance, 1);
        assertEquals(1 + 2 * Table.STRETCH, instance.tables[0].size());
    }
}
