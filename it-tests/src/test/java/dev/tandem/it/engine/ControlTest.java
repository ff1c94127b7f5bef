// SPDX-License-Identifier: Apache-2.0
package dev.tandem.it.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tandem.api.Engine;
import dev.tandem.api.Instance;
import dev.tandem.ir.trap.ConcurrentEntryException;
import dev.tandem.ir.trap.TrapCode;
import dev.tandem.ir.trap.WasmTrap;
import dev.tandem.it.CurrentCell;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may enter an instance, and what ends a guest that does not end by itself. */
@Timeout(300)
@Tag(CurrentCell.BEHAVIOUR)
final class ControlTest {
    private final Engine engine = CurrentCell.engine();

    private static void assertTrap(TrapCode code, org.junit.jupiter.api.function.Executable call) {
        assertEquals(code, assertThrows(WasmTrap.class, call).code());
    }

    private static void assertUsable(Instance instance) {
        assertArrayEquals(new Object[] {1}, instance.function("one").call());
    }

    /** Runs something on a thread of its own, as trap or result. */
    private static <T> FutureTask<T> start(java.util.concurrent.Callable<T> work) {
        FutureTask<T> task = new FutureTask<>(work);
        Thread.ofPlatform().daemon().start(task);
        return task;
    }

    private static FutureTask<TrapCode> startTrapping(Instance instance, String function) {
        return start(() -> assertThrows(WasmTrap.class, () -> instance.function(function).call()).code());
    }

    @Test
    void trapsCarryABacktrace() {
        Instance instance = TestModules.control(engine, () -> {});
        WasmTrap trap = assertThrows(WasmTrap.class, () -> instance.function("trap").call());
        assertEquals(TrapCode.UNREACHABLE, trap.code());
        assertEquals("control", trap.backtrace().getFirst().module());
        assertEquals("trap", trap.backtrace().getFirst().functionName());
        assertTrue(trap.backtrace().getFirst().offset() > 0);
        assertTrap(TrapCode.INTEGER_DIVIDE_BY_ZERO, () -> instance.function("divide").call(1, 0));
        assertTrap(TrapCode.INTEGER_OVERFLOW, () -> instance.function("divide").call(Integer.MIN_VALUE, -1));
        assertUsable(instance);
    }

    @ParameterizedTest
    @ValueSource(strings = {"spin", "count_up"})
    void interruptsStopTightLoops(String loop) throws Exception {
        Instance instance = TestModules.control(engine, () -> {});
        for (int i = 0; i < 3; i++) {
            FutureTask<TrapCode> spinning = startTrapping(instance, loop);
            Thread.sleep(i == 0 ? 300 : 20); // long enough for compiled code; any time will do
            instance.interrupt();
            assertEquals(TrapCode.INTERRUPTED, spinning.get());
        }
        assertUsable(instance);
    }

    @Test
    void anInterruptStopsTheNextCallIfNoneRuns() {
        Instance instance = TestModules.control(engine, () -> {});
        instance.interrupt();
        assertTrap(TrapCode.INTERRUPTED, () -> instance.function("one").call());
        assertUsable(instance);
        instance.interrupt();
        instance.clearInterrupt();
        assertUsable(instance);
    }

    @Test
    void interruptsFromACallback() {
        AtomicReference<Instance> self = new AtomicReference<>();
        AtomicInteger callbacks = new AtomicInteger();
        Instance instance = TestModules.control(engine, () -> {
            callbacks.incrementAndGet();
            self.get().interrupt();
        });
        self.set(instance);
        assertTrap(TrapCode.INTERRUPTED, () -> instance.function("call_back_forever").call());
        assertEquals(1, callbacks.get(), "seen at the next turn");
        assertUsable(instance);
    }

    @Test
    void interruptsDoNotTouchOtherInstances() throws Exception {
        AtomicInteger turns = new AtomicInteger();
        Instance other = TestModules.control(engine, () -> {
            if (turns.incrementAndGet() == 200_000) {
                throw new IllegalStateException("enough");
            }
        });
        Instance spinning = TestModules.control(engine, () -> {});
        FutureTask<TrapCode> stopped = startTrapping(spinning, "spin");
        FutureTask<?> counting = start(
                () -> assertThrows(IllegalStateException.class, () -> other.function("call_back_forever").call()));
        Thread.sleep(20);
        spinning.interrupt();
        assertEquals(TrapCode.INTERRUPTED, stopped.get());
        counting.get();
        assertEquals(200_000, turns.get());
    }

    @Test
    void deadlinesStopAndRefuse() {
        Instance instance = TestModules.control(engine, () -> {});
        instance.setDeadline(Duration.ofMillis(50));
        assertTrap(TrapCode.INTERRUPTED, () -> instance.function("spin").call());
        WasmTrap refused = assertThrows(WasmTrap.class, () -> instance.function("one").call());
        assertEquals("interrupted: the deadline has passed", refused.getMessage());
        instance.clearDeadline();
        assertUsable(instance);
        instance.setDeadline(Duration.ofDays(365_000_000));
        assertUsable(instance);
        instance.setDeadline(Duration.ZERO);
        assertTrap(TrapCode.INTERRUPTED, () -> instance.function("spin").call());
    }

    @Test
    void stackOverflowIsATrapInEveryThread() throws Exception {
        Instance instance = TestModules.control(engine, () -> {});
        Runnable overflow = () -> {
            for (int i = 0; i < 3; i++) {
                assertTrap(TrapCode.CALL_STACK_EXHAUSTED, () -> instance.function("deep").call(0));
                assertUsable(instance);
            }
        };
        overflow.run();
        for (Thread.Builder kind :
                new Thread.Builder[] {Thread.ofVirtual(), Thread.ofPlatform(), Thread.ofPlatform().stackSize(256 << 10)}) {
            AtomicReference<Throwable> failure = new AtomicReference<>();
            Thread thread = kind.unstarted(() -> {
                try {
                    overflow.run();
                } catch (Throwable t) {
                    failure.set(t);
                }
            });
            thread.start();
            thread.join();
            assertSame(null, failure.get(), () -> thread + ": " + failure.get());
        }
    }

    /** The first call of everything happens near the end of the stack. */
    @Test
    void stackOverflowInTheCompilerLeavesTheFunctionCallable() {
        AtomicReference<Instance> self = new AtomicReference<>();
        Instance instance = TestModules.control(engine, () -> self.get().function("call_back").call());
        self.set(instance);
        assertTrap(TrapCode.CALL_STACK_EXHAUSTED, () -> instance.function("call_back").call());
        assertTrap(TrapCode.CALL_STACK_EXHAUSTED, () -> instance.function("deep").call(0));
        assertUsable(instance);
    }

    @Test
    void callbacksMayEnterAgain() {
        AtomicReference<Instance> self = new AtomicReference<>();
        AtomicInteger depth = new AtomicInteger();
        Instance instance = TestModules.control(engine, () -> {
            if (depth.incrementAndGet() < 10) {
                self.get().function("call_back").call();
            }
            assertUsable(self.get());
        });
        self.set(instance);
        instance.function("call_back").call();
        assertEquals(10, depth.get());
    }

    @Test
    void aTrapInANestedCallCanBeCaught() {
        AtomicReference<Instance> self = new AtomicReference<>();
        Instance instance = TestModules.control(
                engine, () -> assertTrap(TrapCode.UNREACHABLE, () -> self.get().function("trap").call()));
        self.set(instance);
        instance.function("call_back").call();
        assertUsable(instance);
    }

    @Test
    void aSecondThreadIsRefused() throws Exception {
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        Instance instance = TestModules.control(engine, () -> {
            inside.countDown();
            try {
                release.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        FutureTask<Object[]> first = start(() -> instance.function("call_back").call());
        inside.await();
        ConcurrentEntryException refused =
                assertThrows(ConcurrentEntryException.class, () -> instance.function("one").call());
        assertTrue(refused.getMessage().contains("is running on thread"));
        assertThrows(ConcurrentEntryException.class, () -> instance.function("one").handle().invoke());
        assertFalse(first.isDone());
        release.countDown();
        first.get();
        assertUsable(instance);
    }
}
