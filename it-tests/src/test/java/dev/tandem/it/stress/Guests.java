// SPDX-License-Identifier: Apache-2.0
package dev.tandem.it.stress;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tandem.api.ClosedException;
import dev.tandem.api.Engine;
import dev.tandem.api.Imports;
import dev.tandem.api.Instance;
import dev.tandem.api.Memory;
import dev.tandem.api.Module;
import dev.tandem.ir.trap.TrapCode;
import dev.tandem.ir.trap.WasmTrap;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntUnaryOperator;

/** A module and some instances of it, which live through a few random doings and are closed, or left to the garbage collector. */
final class Guests implements AutoCloseable {
    private static final int DOINGS = 12;
    private static final int MOST_INSTANCES = 4;
    private static final int MOST_DEPTH = 40;
    private static final int MOST_PAGES = 64;

    private final SplittableRandom random;
    private final Module module;
    private final List<Instance> instances = new ArrayList<>();

    Guests(Engine engine, SplittableRandom random) {
        this.random = random;
        try (InputStream in = Guests.class.getResourceAsStream("stress.wasm")) {
            module = engine.compile(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void live() throws InterruptedException {
        for (int i = 0; i < DOINGS; i++) {
            if (instances.isEmpty() || (instances.size() < MOST_INSTANCES && random.nextInt(4) == 0)) {
                instances.add(instantiate());
            }
            Instance instance = instances.get(random.nextInt(instances.size()));
            switch (random.nextInt(9)) {
                case 0, 1 -> sum(instance);
                case 2 -> interrupt(instance);
                case 3 -> grow(instance);
                case 4 -> again(instance);
                case 5 -> trap(instance);
                case 6 -> deadline(instance);
                case 7 -> together(instance);
                default -> close(instance);
            }
        }
        if (random.nextInt(8) == 0) {
            overflow(instantiate());
        }
    }

    private Instance instantiate() {
        AtomicReference<Instance> self = new AtomicReference<>();
        IntUnaryOperator again = depth -> (Integer) self.get().function("again").call(depth)[0];
        self.set(module.instantiate(
                Imports.builder().function("env", "again", IntUnaryOperator.class, again).build()));
        return self.get();
    }

    private static int expectedSum(int n) {
        int sum = 0;
        for (int i = 0; i < n; i++) {
            sum += i * i * (i % 2 == 0 ? 2 : 3);
        }
        return sum;
    }

    private void sum(Instance instance) {
        int n = random.nextInt(20_000);
        assertEquals(expectedSum(n), instance.function("sum").call(n)[0]);
    }

    /** While it runs in another thread. */
    private void interrupt(Instance instance) throws InterruptedException {
        instance.global("count").set(0);
        FutureTask<TrapCode> spinning = trapping(instance, "spin");
        while (instance.global("count").get().equals(0)) {
            Thread.onSpinWait();
        }
        instance.interrupt();
        assertEquals(TrapCode.INTERRUPTED, result(spinning));
    }

    private static FutureTask<TrapCode> trapping(Instance instance, String function) {
        FutureTask<TrapCode> call = new FutureTask<>(
                () -> assertThrows(WasmTrap.class, () -> instance.function(function).call()).code());
        Thread.ofPlatform().daemon().start(call);
        return call;
    }

    private static <T> T result(FutureTask<T> task) throws InterruptedException {
        try {
            return task.get();
        } catch (ExecutionException e) {
            throw new AssertionError(e.getCause());
        }
    }

    private void grow(Instance instance) {
        Memory memory = instance.memory("memory");
        long pages = memory.pages();
        int more = random.nextInt(8);
        Object before = instance.function("grow").call(more)[0];
        assertEquals(pages + more <= MOST_PAGES ? (int) pages : -1, before);
        instance.function("edge").call(0);
        assertTrap(TrapCode.MEMORY_OUT_OF_BOUNDS, instance, "edge", 1);
        assertEquals(0, memory.getByte(memory.size() - 1));
    }

    private void again(Instance instance) {
        int depth = random.nextInt(MOST_DEPTH);
        assertEquals(depth, instance.function("again").call(depth)[0]);
    }

    private void trap(Instance instance) {
        assertTrap(TrapCode.INTEGER_DIVIDE_BY_ZERO, instance, "divide", 7, 0);
        assertTrap(TrapCode.INTEGER_OVERFLOW, instance, "divide", Integer.MIN_VALUE, -1);
        assertEquals(-3, instance.function("divide").call(7, -2)[0]);
    }

    private void deadline(Instance instance) {
        instance.setDeadline(Duration.ofMillis(random.nextInt(3)));
        assertTrap(TrapCode.INTERRUPTED, instance, "spin");
        instance.clearDeadline();
    }

    private void overflow(Instance instance) {
        assertTrap(TrapCode.CALL_STACK_EXHAUSTED, instance, "deep", 0);
        again(instance);
        instance.close();
    }

    /** Several threads in instances of their own, of one module. */
    private void together(Instance instance) throws InterruptedException {
        int n = random.nextInt(2000);
        List<FutureTask<Object>> calls = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            FutureTask<Object> call = new FutureTask<>(() -> {
                try (Instance own = instantiate()) {
                    return own.function("sum").call(n)[0];
                }
            });
            Thread.ofPlatform().daemon().start(call);
            calls.add(call);
        }
        sum(instance);
        for (FutureTask<Object> call : calls) {
            assertEquals(expectedSum(n), result(call));
        }
    }

    /** While it runs, or while it does not. */
    private void close(Instance instance) throws InterruptedException {
        instances.remove(instance);
        if (random.nextBoolean()) {
            instance.global("count").set(0);
            FutureTask<TrapCode> spinning = trapping(instance, "spin");
            while (instance.global("count").get().equals(0)) {
                Thread.onSpinWait();
            }
            instance.close();
            instance.interrupt();
            assertEquals(TrapCode.INTERRUPTED, result(spinning));
        } else {
            instance.close();
        }
        assertThrows(ClosedException.class, () -> instance.function("sum").call(1));
    }

    private static void assertTrap(TrapCode code, Instance instance, String function, Object... arguments) {
        WasmTrap trap = assertThrows(WasmTrap.class, () -> instance.function(function).call(arguments));
        assertEquals(code, trap.code());
    }

    @Override
    public void close() {
        boolean tidy = random.nextInt(3) > 0;
        if (random.nextBoolean()) {
            module.close();
            assertThrows(ClosedException.class, module::instantiate);
            if (!instances.isEmpty()) {
                sum(instances.getFirst());
            }
        }
        if (tidy) {
            instances.forEach(Instance::close);
            module.close();
        }
        assertTrue(instances.size() <= MOST_INSTANCES);
    }
}
