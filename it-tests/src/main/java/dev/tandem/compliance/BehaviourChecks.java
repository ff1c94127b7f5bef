// SPDX-License-Identifier: Apache-2.0
package dev.tandem.compliance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tandem.api.Engine;
import dev.tandem.api.Instance;
import dev.tandem.api.Module;
import dev.tandem.ir.trap.TrapCode;
import dev.tandem.ir.trap.WasmFrame;
import dev.tandem.ir.trap.WasmTrap;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.FutureTask;

/** Traps, interrupts, exhaustion, host functions: how guests end, and that the instance is usable afterwards. */
final class BehaviourChecks {
    private static final int STACK = 4 << 20;

    private final TierUnderTest tier;

    BehaviourChecks(TierUnderTest tier) {
        this.tier = tier;
    }

    @FunctionalInterface
    private interface OnInstance {
        void run(Instance instance) throws Exception;
    }

    void register(ComplianceExtension.Registry registry) {
        registry.add("behaviour, traps carry a backtrace", () -> withInstance(() -> {}, BehaviourChecks::traps));
        registry.add("behaviour, recursion without end traps", () -> withInstance(() -> {}, BehaviourChecks::exhaustion));
        for (String endless : List.of("spin", "count_up", "call_back_forever")) {
            registry.add("behaviour, an interrupt stops " + endless, () -> withInstance(() -> {}, i -> interrupt(i, endless)));
            registry.add("behaviour, a deadline stops " + endless, () -> withInstance(() -> {}, i -> deadline(i, endless)));
        }
        registry.add("behaviour, what the host throws passes through", this::hostExceptions);
        registry.add("behaviour, compiling ahead on several threads", this::aheadOfTime);
    }

    private void withInstance(Runnable callback, OnInstance body) throws Exception {
        try (Engine engine = tier.alone();
                Module module = KitModules.compile(engine, "control")) {
            Instance instance = KitModules.instantiate(module, "callback", callback);
            body.run(instance);
            assertEquals(1, instance.function("one").call()[0], "the instance is usable");
        }
    }

    private static TrapCode trap(Instance instance, String function, Object... arguments) {
        return assertThrows(WasmTrap.class, () -> instance.function(function).call(arguments))
                .code();
    }

    private static void traps(Instance instance) {
        WasmTrap trap = assertThrows(WasmTrap.class, () -> instance.function("trap").call());
        assertEquals(TrapCode.UNREACHABLE, trap.code());
        assertEquals(List.of("trap"), trap.backtrace().stream().map(WasmFrame::functionName).toList());
        assertEquals(TrapCode.INTEGER_DIVIDE_BY_ZERO, trap(instance, "divide", 1, 0));
        assertEquals(TrapCode.INTEGER_OVERFLOW, trap(instance, "divide", Integer.MIN_VALUE, -1));
    }

    private static void exhaustion(Instance instance) throws Exception {
        FutureTask<TrapCode> deep = new FutureTask<>(() -> trap(instance, "deep", 0));
        Thread thread = new Thread(null, deep, "deep", STACK);
        thread.start();
        assertEquals(TrapCode.CALL_STACK_EXHAUSTED, deep.get());
        thread.join();
    }

    private static void interrupt(Instance instance, String endless) throws Exception {
        FutureTask<TrapCode> running = new FutureTask<>(() -> trap(instance, endless));
        Thread thread = Thread.ofPlatform().start(running);
        // Into the middle of it, perhaps; before its first instruction is as good.
        Thread.sleep(50);
        instance.interrupt();
        assertEquals(TrapCode.INTERRUPTED, running.get());
        thread.join();
    }

    private static void deadline(Instance instance, String endless) {
        instance.setDeadline(Duration.ofMillis(50));
        assertEquals(TrapCode.INTERRUPTED, trap(instance, endless));
        assertEquals(TrapCode.INTERRUPTED, trap(instance, "one"), "the deadline has passed");
        instance.clearDeadline();
    }

    private void hostExceptions() throws Exception {
        IllegalStateException mine = new IllegalStateException("of the host");
        withInstance(
                () -> {
                    throw mine;
                },
                instance -> assertSame(
                        mine,
                        assertThrows(
                                IllegalStateException.class,
                                () -> instance.function("call_back").call())));
    }

    private void aheadOfTime() throws Exception {
        try (Engine engine = tier.alone();
                Module module = KitModules.compile(engine, "control")) {
            module.compileAll(4);
            assertTrue(module.statistics().baseline().functions()
                            + module.statistics().optimizing().functions()
                    > 0);
            assertEquals(
                    1, KitModules.instantiate(module, "callback", () -> {}).function("one").call()[0]);
        }
    }
}
