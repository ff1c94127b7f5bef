// SPDX-License-Identifier: Apache-2.0
package dev.tandem.it.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tandem.api.ClosedException;
import dev.tandem.api.Engine;
import dev.tandem.api.Imports;
import dev.tandem.api.Instance;
import dev.tandem.api.InstanceOptions;
import dev.tandem.api.LimitException;
import dev.tandem.api.Module;
import dev.tandem.api.ModuleStream;
import dev.tandem.decoder.WasmFormatException;
import dev.tandem.decoder.type.Limits;
import dev.tandem.decoder.type.MemoryType;
import dev.tandem.decoder.type.TableType;
import dev.tandem.decoder.type.ValueType;
import dev.tandem.ir.trap.ConcurrentEntryException;
import dev.tandem.ir.trap.TrapCode;
import dev.tandem.ir.trap.WasmTrap;
import dev.tandem.it.CurrentCell;
import dev.tandem.manager.CompilationStatistics.TierStatistics;
import java.io.ByteArrayInputStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Engines, modules and instances come and go. */
@Timeout(600)
@Tag(CurrentCell.BEHAVIOUR)
final class LifecycleTest {
    private final Engine engine = CurrentCell.engine();

    private static Object add(Instance instance) {
        return instance.function("add").call(1, 2)[0];
    }

    @Test
    void modulesComeFromEverywhere(@TempDir Path folder) throws Exception {
        byte[] bytes = TestModules.bytes("values");
        Path file = Files.write(folder.resolve("values.wasm"), bytes);
        assertEquals(3, add(engine.compile(file).instantiate()));
        assertEquals(3, add(engine.compile(new ByteArrayInputStream(bytes)).instantiate()));
        assertEquals(
                3,
                add(engine.compile(Channels.newChannel(new ByteArrayInputStream(bytes)))
                        .instantiate()));
        assertEquals(3, add(engine.compile(ByteBuffer.wrap(bytes)).instantiate()));
        assertEquals(3, add(engine.compile(ByteBuffer.allocateDirect(bytes.length).put(bytes).flip())
                .instantiate()));
        ModuleStream stream = engine.compileStream();
        for (byte one : bytes) {
            stream.feed(new byte[] {one}, 0, 1);
        }
        assertEquals(3, add(stream.finish().instantiate()));
        UncheckedIOException missing =
                assertThrows(UncheckedIOException.class, () -> engine.compile(folder.resolve("none.wasm")));
        assertTrue(missing.getMessage().contains("none.wasm"));
        assertThrows(WasmFormatException.class, () -> engine.compile(new byte[] {0, 'a', 's'}));
    }

    @Test
    void whatIsClosedRefuses() {
        Module module = TestModules.compile(engine, "values");
        Instance closed = module.instantiate();
        Instance open = module.instantiate();
        closed.close();
        closed.close();
        assertEquals(
                "the instance is closed",
                assertThrows(ClosedException.class, () -> add(closed)).getMessage());
        assertThrows(ClosedException.class, () -> closed.function("add").handle().invoke(1, 2));
        module.close();
        module.close();
        assertThrows(ClosedException.class, module::instantiate);
        assertThrows(ClosedException.class, () -> module.compileAll(1));
        engine.close();
        assertThrows(ClosedException.class, () -> engine.compile(TestModules.bytes("values")));
        assertThrows(ClosedException.class, engine::compileStream);
        assertEquals(3, add(open), "instances live on");
        assertArrayEquals(new Object[] {1.5f}, open.function("half").call(3f), "and go on compiling");
    }

    @Test
    void closingWhileAnotherThreadIsInside() throws Exception {
        Engine own = CurrentCell.engine();
        for (int i = 0; i < 4; i++) {
            Module module = TestModules.compile(own, "control");
            Instance instance = module.instantiate(
                    Imports.builder().function("env", "callback", Runnable.class, () -> {}).build());
            FutureTask<TrapCode> spinning = new FutureTask<>(() -> assertThrows(
                            WasmTrap.class, () -> instance.function("count_up").call())
                    .code());
            Thread.ofPlatform().daemon().start(spinning);
            while (instance.global("count").get().equals(0)) {
                Thread.onSpinWait();
            }
            instance.close();
            module.close();
            if (i == 3) {
                own.close();
            }
            System.gc();
            Object before = instance.global("count").get();
            while (instance.global("count").get().equals(before)) {
                Thread.onSpinWait();
            }
            assertFalse(spinning.isDone(), "a call that is running goes on");
            assertThrows(ClosedException.class, () -> instance.function("one").call());
            instance.interrupt();
            assertEquals(TrapCode.INTERRUPTED, spinning.get());
        }
    }

    /** Who comes while another is inside is refused; every call that was let in has counted. */
    @Test
    void instancesGoFromThreadToThread() throws Exception {
        Engine own = CurrentCell.engine();
        for (int round = 0; round < 20; round++) {
            Instance instance = TestModules.instantiate(own, "provider");
            List<FutureTask<Void>> tasks = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                FutureTask<Void> task = new FutureTask<>(() -> countTo(100, instance), null);
                tasks.add(task);
                (i % 2 == 0 ? Thread.ofPlatform() : Thread.ofVirtual()).start(task);
            }
            countTo(100, instance);
            for (FutureTask<Void> task : tasks) {
                task.get();
            }
            assertEquals(510, instance.global("counter").get());
        }
    }

    private static void countTo(int calls, Instance instance) {
        for (int left = calls; left > 0; ) {
            try {
                instance.function("increment").call();
                left--;
            } catch (ConcurrentEntryException e) {
                Thread.yield();
            }
        }
    }

    @Test
    void exportsOutliveTheirInstance() {
        Instance provider = TestModules.instantiate(engine, "provider");
        Instance consumer = TestModules.compile(engine, "consumer")
                .instantiate(Imports.builder().instance("provider", provider).build());
        provider.close();
        assertArrayEquals(new Object[] {12}, consumer.function("twice").call());
        assertThrows(ClosedException.class, () -> provider.function("increment").call());
    }

    @Test
    void limitsOfTheEngine() {
        Engine small = Engine.create(CurrentCell.config()
                .withMemoryPages(4)
                .withTableElements(110)
                .withInstances(2));
        Module module = TestModules.compile(small, "limits");
        Instance first = module.instantiate();
        assertArrayEquals(new Object[] {3}, first.function("grow").call(1));
        assertArrayEquals(new Object[] {-1}, first.function("grow").call(1));
        assertArrayEquals(new Object[] {100}, first.function("growTable").call(10));
        assertArrayEquals(new Object[] {-1}, first.function("growTable").call(1));
        assertEquals(-1, first.memory("memory").grow(1));
        module.instantiate();
        LimitException full = assertThrows(LimitException.class, module::instantiate);
        assertEquals("the engine's limit of 2 instances is reached: close some", full.getMessage());
        first.close();
        module.instantiate();
        assertThrows(
                LimitException.class,
                () -> small.newMemory(new MemoryType(new Limits(5, Limits.UNBOUNDED, false), false)));
        assertThrows(
                LimitException.class,
                () -> small.newTable(
                        new TableType(ValueType.EXTERNREF, new Limits(111, Limits.UNBOUNDED, false)), null));
    }

    @Test
    void limitsOfAnInstance() {
        Module module = TestModules.compile(engine, "limits");
        InstanceOptions options = InstanceOptions.standard();
        assertEquals(
                "a memory of 3 or more pages exceeds the limit of 2 pages",
                assertThrows(
                                LimitException.class,
                                () -> module.instantiate(Imports.none(), options.withMemoryPages(2)))
                        .getMessage());
        assertEquals(
                "a table of 100 or more (ref null func) exceeds the limit of 99 elements",
                assertThrows(
                                LimitException.class,
                                () -> module.instantiate(Imports.none(), options.withTableElements(99)))
                        .getMessage());
        Instance instance = module.instantiate(Imports.none(), options.withMemoryPages(3));
        assertArrayEquals(new Object[] {-1}, instance.function("grow").call(1));
    }

    @Test
    void functionsAreCompiledLazilyOrAhead() {
        Engine own = Engine.create(CurrentCell.config().withTier("baseline"));
        Module module = TestModules.compile(own, "values");
        assertEquals(0, module.statistics().baseline().functions());
        Instance instance = module.instantiate();
        add(instance);
        add(instance);
        add(module.instantiate());
        assertEquals(1, module.statistics().baseline().functions());
        module.compileAll(3);
        TierStatistics all = module.statistics().baseline();
        assertEquals(module.definition().functionCount(), all.functions());
        assertTrue(all.codeBytes() > all.wasmBytes());
        module.compileAll(1);
        assertEquals(all, module.statistics().baseline());
    }

    @Test
    void threadsShareEngineAndModule() throws Exception {
        Module shared = TestModules.compile(engine, "values");
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            List<Future<?>> work = new ArrayList<>();
            for (int t = 0; t < 8; t++) {
                int seed = t;
                work.add(threads.submit(() -> {
                    for (int i = 0; i < 20; i++) {
                        Module module = i % 2 == 0 ? shared : TestModules.compile(engine, "values");
                        Instance instance = module.instantiate();
                        assertArrayEquals(new Object[] {seed + i}, instance.function("add").call(seed, i));
                        assertArrayEquals(new Object[] {4.0, 3f, 2L, i}, instance.function("mixed").call(i, 2L, 3f, 4.0));
                    }
                }));
            }
            for (Future<?> one : work) {
                one.get();
            }
        }
    }

    @Test
    void classesOfDroppedModulesAreUnloaded() throws Exception {
        int before = 0;
        for (int i = 0; i < 120; i++) {
            if (i == 20) {
                before = ManagementFactory.getClassLoadingMXBean().getLoadedClassCount();
            }
            try (Module module = TestModules.compile(engine, "values");
                    Instance instance = module.instantiate()) {
                module.compileAll(1);
                add(instance);
            }
        }
        // 100 modules made 15 classes and more each.
        int most = before + 300;
        int loaded = ManagementFactory.getClassLoadingMXBean().getLoadedClassCount();
        for (int i = 0; i < 100 && loaded > most; i++) {
            System.gc();
            Thread.sleep(20);
            loaded = ManagementFactory.getClassLoadingMXBean().getLoadedClassCount();
        }
        assertTrue(loaded <= most, before + " classes became " + loaded);
    }
}
