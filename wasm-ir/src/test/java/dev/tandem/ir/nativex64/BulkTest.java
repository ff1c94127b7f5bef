// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.nativex64;

import static dev.tandem.ir.asm.x64.Gpr.R11;
import static dev.tandem.ir.asm.x64.Gpr.R14;
import static dev.tandem.ir.asm.x64.Gpr.RAX;
import static dev.tandem.ir.asm.x64.Gpr.RBX;
import static dev.tandem.ir.asm.x64.Gpr.RCX;
import static dev.tandem.ir.asm.x64.Gpr.RDX;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.tandem.ir.backend.HostFunction;
import dev.tandem.ir.trap.TrapCode;
import dev.tandem.ir.trap.WasmTrap;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Fills and copies, short and long, against Java arrays. */
final class BulkTest extends NativeTest {
    private static final int SIZE = 2 * 65536;

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
        long seed = new Random().nextLong();
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
            assertArrayEquals(model[i], content, "seed " + seed);
        }
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

    /** Whoever is interrupted in a long fill has a memory that is filled up to some place, and can go on. */
    @Test
    void longFillsCanBeInterrupted() {
        int pages = 127;
        Guest filling = new Guest(new TestModule().imported("_").function("_").memory(pages, pages));
        filling.define(1, w -> {
            w.load(R11, R14, filling.layout.importedFunction(0));
            w.callReference(1);
            w.assembler.mov(RAX, 0);
            w.assembler.mov(RCX, 0);
            w.assembler.mov(RDX, 7);
            w.assembler.mov(RBX, pages * 65536);
            w.callBuiltin(Builtin.MEMORY_FILL, 2);
        });
        boolean[] interrupt = {true};
        NativeContext[] self = new NativeContext[1];
        NativeContext instance = filling.instance((_, _, _) -> {
            if (interrupt[0]) {
                self[0].gate().interrupt();
            }
        });
        self[0] = instance;
        WasmTrap trap = assertThrows(WasmTrap.class, () -> Guest.call(instance, 1));
        assertEquals(TrapCode.INTERRUPTED, trap.code());
        assertEquals(7, instance.memories[0].getByte(0));
        assertEquals(0, instance.memories[0].getByte(pages * 65536 - 1));
        interrupt[0] = false;
        Guest.call(instance, 1);
        assertEquals(7, instance.memories[0].getByte(pages * 65536 - 1));
    }
}
