// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.nativex64;

import static dev.tandem.ir.asm.x64.Gpr.R11;
import static dev.tandem.ir.asm.x64.Gpr.R14;
import static dev.tandem.ir.asm.x64.Gpr.RAX;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tandem.ir.asm.x64.Condition;
import dev.tandem.ir.asm.x64.IntegerOp;
import dev.tandem.ir.asm.x64.Label;
import dev.tandem.ir.backend.HostFunction;
import dev.tandem.ir.code.Tier;
import dev.tandem.ir.platform.RawMemory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** When native memory is given back: not before nothing can use it, and then indeed. */
final class LifetimeTest extends NativeTest {
    private static final HostFunction[] NO_IMPORTS = {};

    @Test
    void replacedCodeIsFreedWhenNobodyIsInside() {
        Guest guest = new Guest(new TestModule().imported("_").function("_I").function("_I").function("_I"));
        guest.define(1, w -> {
                    w.load(R11, R14, guest.layout.importedFunction(0));
                    w.callReference(1);
                    w.assembler.mov(RAX, 1);
                })
                .define(2, w -> w.assembler.mov(RAX, 2))
                .define(3, w -> w.assembler.mov(RAX, 3));
        long[] old = new long[1];
        NativeContext context = guest.instance((_, _, _) -> {
            old[0] = slot(guest, 1);
            guest.code.publish(guest.artifact(1, Tier.OPTIMIZED, w -> w.assembler.mov(RAX, 10)));
            assertNotNull(NativeFloor.instance().code().find(old[0]), "its frame is on the stack");
        });
        assertEquals(1, Guest.call(context, 1), "the frame that runs finishes in its code");
        assertNull(NativeFloor.instance().code().find(old[0]), "who left has freed it");
        assertEquals(10, Guest.call(context, 1));
        guest.code.prepare(2);
        long second = slot(guest, 2);
        guest.code.publish(guest.artifact(2, Tier.OPTIMIZED, w -> w.assembler.mov(RAX, 20)));
        assertNull(NativeFloor.instance().code().find(second));
        assertEquals(20, Guest.call(context, 2));
    }

    private static long slot(Guest guest, int function) {
        return RawMemory.getLong(guest.code.slots() + 8L * function);
    }

    @Test
    @Timeout(600)
    void codeGoesWithTheLastInstance() throws InterruptedException {
        long address = runAndForget();
        while (NativeFloor.instance().code().find(address) != null) {
            System.gc();
            Thread.sleep(10);
        }
    }

    @Test
    void codeOfAClosedModuleWithoutInstancesIsFreedAtOnce() {
        Guest guest = new Guest(new TestModule().function("_I").function("_I"))
                .define(0, w -> w.assembler.mov(RAX, 1))
                .define(1, w -> w.assembler.mov(RAX, 2));
        guest.code.prepare(0);
        long address = slot(guest, 0);
        assertNotNull(NativeFloor.instance().code().find(address));
        guest.code.close();
        guest.code.close();
        assertNull(NativeFloor.instance().code().find(address));
        assertThrows(IllegalStateException.class, () -> guest.code.prepare(1));
        assertThrows(IllegalStateException.class, guest::instance);
        assertFalse(guest.code.publish(guest.artifact(0, Tier.OPTIMIZED, w -> w.assembler.mov(RAX, 3))));
        assertTrue(guest.code.symbols().isEmpty());
        assertEquals(0, guest.code.profile(0).entries());
    }

    private static long runAndForget() {
        Guest guest = new Guest(new TestModule().function("_I").memory(1, 1)).define(0, w -> w.assembler.mov(RAX, 1));
        assertEquals(1, Guest.call(guest.instance(NO_IMPORTS), 0));
        guest.code.close();
        return slot(guest, 0);
    }

    @Test
    void instancesAreLetGo() {
        // More memories than fit into the guarded space at once: the collector is asked for room.
        for (int i = 0; i < 4000; i++) {
            Guest guest = new Guest(new TestModule().function("_I").memory(1, 1))
                    .define(0, w -> w.assembler.mov(RAX, 1));
            assertEquals(1, Guest.call(guest.instance(NO_IMPORTS), 0));
        }
    }

    @Test
    void handlesThatTheGuestHasLostAreFreed() {
        Guest guest = new Guest(new TestModule().imported("X_X").function("X_X"));
        guest.define(1, w -> {
            // Calls the host for ever with what it returned, until that is null.
            Label loop = new Label();
            w.assembler.bind(loop);
            w.load(R11, R14, guest.layout.importedFunction(0));
            w.callReference(1);
            w.assembler.rr(IntegerOp.TEST, 64, RAX, RAX);
            w.assembler.jcc(Condition.NOT_EQUAL, loop);
        });
        int[] left = {200_000};
        int[] most = {0};
        NativeContext[] self = new NativeContext[1];
        NativeContext context = guest.instance();
        context.functions[0] = guest.host(context, 0, (_, _, references) -> {
            assertEquals(left[0] == 200_000 ? "first" : "object " + left[0], references[0]);
            references[0] = --left[0] > 0 ? "object " + left[0] : null;
            most[0] = Math.max(most[0], self[0].handleCount());
        });
        guest.code.bind(context);
        self[0] = context;
        Object[] references = {"first"};
        Entries.enter(context.function(1), new long[1], references);
        assertNull(references[0]);
        assertTrue(most[0] <= 20_000, () -> most[0] + " handles");
        assertEquals(0, context.handleCount());
    }

    @Test
    void functionsGivenToTheGuestStayAlive() {
        Guest guest = new Guest(new TestModule().imported("L_L").function("L_L"));
        guest.define(1, w -> {
            w.load(R11, R14, guest.layout.importedFunction(0));
            w.callReference(1);
            w.load(R11, R14, guest.layout.importedFunction(0));
            w.callReference(2);
        });
        NativeContext context = guest.instance();
        context.functions[0] = guest.host(context, 0, (_, _, references) -> {
            System.gc();
            if (references[0] == null) {
                references[0] = new Guest(new TestModule().function("_I"))
                        .define(0, w -> w.assembler.mov(RAX, 4))
                        .instance(NO_IMPORTS)
                        .function(0);
            }
        });
        guest.code.bind(context);
        Object[] references = {null};
        Entries.enter(context.function(1), new long[1], references);
        dev.tandem.ir.vm.FunctionReference stranger = (dev.tandem.ir.vm.FunctionReference) references[0];
        assertNotNull(stranger);
        assertEquals(4, Guest.call((NativeContext) stranger.context, 0));
        assertSame(stranger, stranger.context.function(0));
    }
}
