// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.nativex64;

import static dev.tandem.ir.asm.x64.Assembler.NONE;
import static dev.tandem.ir.asm.x64.Gpr.R11;
import static dev.tandem.ir.asm.x64.Gpr.R14;
import static dev.tandem.ir.asm.x64.Gpr.R15;
import static dev.tandem.ir.asm.x64.Gpr.RAX;
import static dev.tandem.ir.asm.x64.Gpr.RBP;
import static dev.tandem.ir.asm.x64.Gpr.RCX;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tandem.decoder.type.Limits;
import dev.tandem.decoder.type.MemoryType;
import dev.tandem.ir.asm.x64.Condition;
import dev.tandem.ir.asm.x64.IntegerOp;
import dev.tandem.ir.asm.x64.Label;
import dev.tandem.ir.backend.HostFunction;
import dev.tandem.ir.trap.TrapCode;
import dev.tandem.ir.trap.WasmTrap;
import dev.tandem.ir.vm.LinearMemory;
import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** Memory faults, exhausted stacks and interrupts: what must end guest code, and must not disturb the JVM around it. */
final class FaultsTest extends NativeTest {
    /** How many traps, exceptions and returns there are while the collector runs, on all threads together. */
    static final String ROUNDS = "tandem.test.rounds";

    private static final int THREADS = 4;
    private static final HostFunction[] NO_IMPORTS = {};

    /** Loads a byte at address + offset, all of 32 bits. */
    private static Guest loader(int offset) {
        return new Guest(new TestModule().function("I_I").memory(1, 2)).define(0, w -> {
            w.assembler.mov(R11, offset & 0xffff_ffffL);
            w.assembler.rr(IntegerOp.ADD, 64, R11, RAX);
            w.mayFault(5);
            w.assembler.rm(IntegerOp.MOVZX8, 32, RAX, R15, R11, 0, 0);
        });
    }

    /** As a compiler does where memories are not guarded. */
    private static Guest checkedLoader(NativeBackend backend) {
        Guest guest = new Guest(backend, new TestModule().function("I_I").memory(1, 2));
        return guest.define(0, w -> {
            Label fine = new Label();
            w.assembler.rm(IntegerOp.CMP, 64, RAX, R14, NONE, 0, guest.layout.memorySize(0));
            w.assembler.jcc(Condition.BELOW, fine);
            w.trap(TrapCode.MEMORY_OUT_OF_BOUNDS, 5);
            w.assembler.bind(fine);
            w.assembler.rm(IntegerOp.MOVZX8, 32, RAX, R15, RAX, 0, 0);
        });
    }

    private static void assertOutOfBounds(NativeContext context, long address) {
        WasmTrap trap = assertThrows(WasmTrap.class, () -> Guest.call(context, 0, address));
        assertEquals(TrapCode.MEMORY_OUT_OF_BOUNDS, trap.code());
        assertEquals(1, trap.backtrace().size());
        assertTrue(trap.backtrace().getFirst().offset() > 0);
    }

    @Test
    void guardPagesAreExactAtBothEndsAndAfterGrowing() {
        assertEquals(java.util.Optional.empty(), new NativeBackend().guardPagesRefused());
        NativeContext context = loader(0).instance(NO_IMPORTS);
        context.memories[0].putByte(65535, (byte) 77);
        assertEquals(77, Guest.call(context, 0, 65535));
        assertOutOfBounds(context, 65536);
        assertOutOfBounds(context, 0xffff_ffffL);
        assertEquals(1, context.memories[0].grow(1));
        assertEquals(0, Guest.call(context, 0, 131071));
        assertEquals(77, Guest.call(context, 0, 65535), "growing keeps the content in its place");
        assertOutOfBounds(context, 131072);
        assertEquals(-1, context.memories[0].grow(1));
        NativeContext farthest = loader(0xffff_ffff).instance(NO_IMPORTS);
        assertOutOfBounds(farthest, 0xffff_ffffL);
        assertOutOfBounds(farthest, 1);
        assertOutOfBounds(farthest, 0);
    }

    /** Where no fault comes through, the test of faults must not pass: memories are checked explicitly then. */
    @Test
    void theSelfTestSeesThatNothingFaults() {
        NativeFloor floor = NativeFloor.instance();
        try (Arena arena = Arena.ofConfined()) {
            assertFalse(FaultSelfTest.passes(floor.calls(), floor.stubs(), arena.allocate(8).address()));
        }
        assertEquals(java.util.Optional.empty(), floor.guardsRefused());
    }

    @Test
    void explicitChecksAreExactToo() {
        NativeBackend backend = new NativeBackend(false, Set.of(), false);
        assertFalse(backend.target().isGuarded(new MemoryType(new Limits(1, 2, false), false)));
        NativeContext context = checkedLoader(backend).instance(NO_IMPORTS);
        context.memories[0].putByte(65535, (byte) 77);
        assertEquals(77, Guest.call(context, 0, 65535));
        assertOutOfBounds(context, 65536);
        assertEquals(1, context.memories[0].grow(1));
        assertEquals(0, Guest.call(context, 0, 131071));
        assertOutOfBounds(context, 131072);
    }

    @Test
    void memoriesOfManySizes() {
        NativeBackend backend = new NativeBackend();
        LinearMemory empty = backend.newMemory(new MemoryType(new Limits(0, 0, false), false), 65536);
        assertEquals(0, empty.pages());
        assertEquals(-1, empty.grow(1));
        assertThrows(WasmTrap.class, () -> empty.getByte(0));
        LinearMemory usual = backend.newMemory(new MemoryType(new Limits(1, Limits.UNBOUNDED, false), false), 65536);
        assertEquals(-1, usual.grow(65535));
        assertEquals(1, usual.grow(65534));
        LinearMemory full = backend.newMemory(new MemoryType(new Limits(1, 65536, false), false), 65536);
        assertEquals(1, full.grow(65535));
        full.putLong((1L << 32) - 8, 0x1122334455667788L);
        assertEquals(0x11, full.getByte((1L << 32) - 1));
        assertThrows(WasmTrap.class, () -> full.getLong((1L << 32) - 7));
        LinearMemory large = backend.newMemory(new MemoryType(new Limits(1, Limits.UNBOUNDED, true), false), 1 << 24);
        assertEquals(1, large.grow(1 << 18));
        large.putInt(17L << 30 >> 1, 5);
        assertEquals(5, large.getInt(17L << 30 >> 1));
        assertEquals(
                TrapCode.OUT_OF_MEMORY,
                assertThrows(
                                WasmTrap.class,
                                () -> backend.newMemory(new MemoryType(new Limits(5, 9, false), false), 4))
                        .code());
    }

    @Test
    void theJvmKeepsItsFaults() {
        NativeContext context = loader(0).instance(NO_IMPORTS);
        for (int i = 0; i < 2000; i++) {
            assertOutOfBounds(context, 65536 + i);
            int[] nothing = i < 0 ? new int[1] : null;
            assertThrows(NullPointerException.class, () -> length(nothing));
        }
        assertThrows(StackOverflowError.class, () -> recurse(1));
        assertOutOfBounds(context, 65536);
    }

    private static int length(int[] array) {
        return array.length;
    }

    private static int recurse(int depth) {
        return recurse(depth + 1) + depth;
    }

    /** A fault where no compiler said that one may occur is a bug of ours and must not pass for a trap of the guest. */
    @Test
    void afaultElsewhereInOurCodeIsNoTrap() {
        Guest guest = new Guest(new TestModule().function("I_I").memory(1, 2))
                .define(0, w -> w.assembler.rm(IntegerOp.MOV, 32, RAX, R15, RAX, 0, 0));
        NativeContext context = guest.instance(NO_IMPORTS);
        assertThrows(InternalError.class, () -> Guest.call(context, 0, 70000));
        assertEquals(0, Guest.call(context, 0, 0));
    }

    /** Function 0 calls itself for ever, through frames of 64 bytes. */
    private static Guest recursive() {
        return new Guest(new TestModule().function("I_I")).define(0, w -> {
            w.callDefined(0, 1);
            w.assembler.ri(IntegerOp.ADD, 32, RAX, 1);
        });
    }

    @Test
    void stackExhaustionIsATrapOnEveryKindOfThread() throws Exception {
        Guest guest = recursive();
        NativeContext context = guest.instance(NO_IMPORTS);
        List<Thread> threads = new ArrayList<>();
        Runnable exhaust = () -> {
            for (int i = 0; i < 3; i++) {
                WasmTrap trap = assertThrows(WasmTrap.class, () -> Guest.call(context, 0, 0));
                assertEquals(TrapCode.CALL_STACK_EXHAUSTED, trap.code());
                assertEquals(200, trap.backtrace().size());
            }
        };
        exhaust.run();
        for (long size : new long[] {256 << 10, 512 << 10, 1 << 20, 16 << 20, 256 << 20}) {
            FutureTask<Void> task = new FutureTask<>(exhaust, null);
            new Thread(null, task, "stack of " + size, size).start();
            task.get();
        }
        for (int i = 0; i < 4; i++) {
            FutureTask<Void> task = new FutureTask<>(exhaust, null);
            threads.add(Thread.ofVirtual().start(task));
            task.get();
        }
        exhaust.run();
    }

    @Test
    void recursionThroughTheHostIsExhaustedToo() {
        Guest guest = new Guest(new TestModule().imported("I_I").function("I_I"));
        guest.define(1, w -> {
            w.load(R11, R14, guest.layout.importedFunction(0));
            w.callReference(1);
        });
        NativeContext[] self = new NativeContext[1];
        boolean[] recurse = {true};
        NativeContext context = guest.instance((_, numbers, _) ->
                numbers[0] = recurse[0] ? Guest.call(self[0], 1, numbers[0]) : 5);
        self[0] = context;
        for (int i = 0; i < 3; i++) {
            WasmTrap trap = assertThrows(WasmTrap.class, () -> Guest.call(context, 1, 0));
            assertEquals(TrapCode.CALL_STACK_EXHAUSTED, trap.code());
        }
        recurse[0] = false;
        assertEquals(5, Guest.call(context, 1, 0));
        assertFalse(context.isEntered());
    }

    /** Whoever ends very many activations needs time by their number, not by its square. */
    @Test
    void recursionThroughTheHostOnALargeStackEndsSoon() throws Exception {
        FutureTask<Void> task = new FutureTask<>(this::recursionThroughTheHostIsExhaustedToo, null);
        new Thread(null, task, "large", 32 << 20).start();
        task.get(10, TimeUnit.MINUTES);
    }

    /** Sets the first word of its memory, then loops for ever. */
    private static Guest looping() {
        return new Guest(new TestModule().function("_").memory(1, 1)).define(0, w -> {
            Label loop = new Label();
            Label stop = new Label();
            w.mayFault(1);
            w.assembler.mi(IntegerOp.MOV, 32, R15, NONE, 0, 0, 1);
            w.assembler.bind(loop);
            CallSequences.checkStack(w.assembler, stop);
            w.assembler.jmp(loop);
            w.assembler.bind(stop);
            CallSequences.exhausted(w.assembler);
            w.called(33);
        });
    }

    private static void awaitLoop(NativeContext context) throws InterruptedException {
        while (context.memories[0].getInt(0) == 0) {
            Thread.sleep(1);
        }
        context.memories[0].putInt(0, 0);
    }

    @Test
    void aTightLoopCanBeInterrupted() throws Exception {
        Guest guest = looping();
        NativeContext context = guest.instance(NO_IMPORTS);
        for (int i = 0; i < 20; i++) {
            FutureTask<WasmTrap> task =
                    new FutureTask<>(() -> assertThrows(WasmTrap.class, () -> Guest.call(context, 0)));
            Thread thread = (i % 2 == 0 ? Thread.ofPlatform() : Thread.ofVirtual()).start(task);
            awaitLoop(context);
            context.gate().interrupt();
            assertEquals(TrapCode.INTERRUPTED, task.get().code());
            assertEquals(guest.module.body(0).offset() + 33, task.get().backtrace().getFirst().offset());
            thread.join();
        }
    }

    /** The innermost of two instances loops; the interrupt goes to all that are linked. */
    @Test
    void anInterruptReachesTheOtherInstance() throws Exception {
        Guest looping = looping();
        NativeContext inner = looping.instance(NO_IMPORTS);
        Guest guest = new Guest(new TestModule().imported("_").function("_"));
        guest.define(1, w -> {
            w.load(R11, R14, guest.layout.importedFunction(0));
            w.callReference(44);
        });
        NativeContext outer = guest.instance();
        outer.functions[0] = inner.function(0);
        guest.code.bind(outer);
        for (int i = 0; i < 5; i++) {
            FutureTask<WasmTrap> task =
                    new FutureTask<>(() -> assertThrows(WasmTrap.class, () -> Guest.call(outer, 1)));
            Thread.ofPlatform().start(task);
            awaitLoop(inner);
            outer.gate().interrupt();
            assertEquals(TrapCode.INTERRUPTED, task.get().code());
            assertEquals(2, task.get().backtrace().size());
        }
    }

    /** Traps, host exceptions and returns on four threads, with the collector at work all the time and unreachable instances about. */
    @Test
    void trapsWhileTheCollectorRuns() throws Exception {
        int rounds = Integer.getInteger(ROUNDS, 12_000) / THREADS;
        AtomicBoolean done = new AtomicBoolean();
        Thread garbage = Thread.ofPlatform().start(() -> {
            List<byte[]> kept = new ArrayList<>();
            while (!done.get()) {
                kept.add(new byte[1 << 16]);
                if (kept.size() > 200) {
                    kept.clear();
                    System.gc();
                }
            }
        });
        List<FutureTask<Void>> tasks = new ArrayList<>();
        for (int t = 0; t < THREADS; t++) {
            FutureTask<Void> task = new FutureTask<>(() -> trapOften(rounds), null);
            Thread.ofPlatform().start(task);
            tasks.add(task);
        }
        try {
            for (FutureTask<Void> task : tasks) {
                task.get();
            }
        } finally {
            done.set(true);
            garbage.join();
        }
    }

    private static void trapOften(int rounds) {
        Guest guest = new Guest(new TestModule().imported("XI_X").function("IX_X").memory(1, 2));
        guest.define(1, w -> {
            // Faults if the address is out of bounds, else calls the host with the handle and the address.
            w.mayFault(1);
            w.assembler.rm(IntegerOp.MOV, 32, R11, R15, RAX, 0, 0);
            w.assembler.mr(IntegerOp.MOV, 64, RBP, NONE, 0, -16, RCX);
            w.assembler.rr(IntegerOp.XCHG, 64, RAX, RCX);
            w.load(R11, R14, guest.layout.importedFunction(0));
            w.callReference(2);
            w.load(RAX, RBP, -16);
        });
        IllegalStateException thrown = new IllegalStateException();
        NativeContext context = null;
        for (int i = 0; i < rounds; i++) {
            if (i % 500 == 0) {
                context = guest.instance((_, numbers, references) -> {
                    assertTrue(references[0] instanceof String);
                    if (numbers[1] == 4) {
                        throw thrown;
                    }
                });
            }
            String text = "text " + i;
            Object[] references = {null, text};
            long[] numbers = {i % 3 == 0 ? 65536 + i : i % 3 == 1 ? 4 : 8, 0};
            NativeContext present = context;
            switch (i % 3) {
                case 0 -> assertEquals(
                        TrapCode.MEMORY_OUT_OF_BOUNDS,
                        assertThrows(
                                        WasmTrap.class,
                                        () -> Entries.enter(present.function(1), numbers, references))
                                .code());
                case 1 -> assertSame(
                        thrown,
                        assertThrows(
                                IllegalStateException.class,
                                () -> Entries.enter(present.function(1), numbers, references)));
                default -> {
                    Entries.enter(present.function(1), numbers, references);
                    assertSame(text, references[0]);
                }
            }
        }
    }
}
