// SPDX-License-Identifier: Apache-2.0
package dev.tandem.it.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tandem.api.ClosedException;
import dev.tandem.api.Engine;
import dev.tandem.api.EngineConfig;
import dev.tandem.api.Imports;
import dev.tandem.api.Instance;
import dev.tandem.api.InstanceOptions;
import dev.tandem.api.Module;
import dev.tandem.api.ModuleArrival;
import dev.tandem.api.StreamingOptions;
import dev.tandem.decoder.WasmFormatException;
import dev.tandem.ir.trap.TrapCode;
import dev.tandem.ir.trap.WasmTrap;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Instances of modules that have not arrived yet. */
@Timeout(600)
class EarlyCallsTest {
    private static final StreamingOptions EARLY = StreamingOptions.standard().withEarlyCalls(true);

    private static Engine engine(String backend) {
        return Engine.create(EngineConfig.standard().withBackend(backend));
    }

    private static Instance instantiate(ModuleArrival arrival) throws Exception {
        return arrival.instantiate(Imports.none(), InstanceOptions.standard()).get();
    }

    /** A call that waits for the body of {@code double}, in the midst of {@code quadruple}, on a thread of its own. */
    private static final class WaitingCall {
        private final CompletableFuture<Object> result = new CompletableFuture<>();
        private final Thread thread;

        WaitingCall(ModuleArrival arrival, Instance instance) throws InterruptedException {
            while (arrival.progress().arrived() < 1) { // or it would wait for the body of quadruple
                Thread.sleep(2);
            }
            thread = Thread.ofPlatform().start(() -> {
                try {
                    result.complete(instance.function("quadruple").call(5)[0]);
                } catch (Throwable e) {
                    result.completeExceptionally(e);
                }
            });
            while (thread.getState() != Thread.State.TIMED_WAITING && thread.isAlive()) {
                Thread.sleep(2);
            }
            assertFalse(result.isDone(), "the body has not arrived");
        }

        WasmTrap trap() {
            CompletionException failed = assertThrows(CompletionException.class, result::join);
            WasmTrap trap = assertInstanceOf(WasmTrap.class, failed.getCause());
            assertEquals(TrapCode.INTERRUPTED, trap.code());
            return trap;
        }
    }

    @ParameterizedTest
    @CsvSource({"jvm, thread", "jvm, instance", "jvm, deadline", "auto, thread", "auto, instance", "auto, deadline"})
    void aCallThatWaitsCanBeInterruptedAndMadeAgain(String backend, String by) throws Exception {
        byte[] bytes = ArrivingModules.QUADRUPLE_FIRST;
        try (Engine engine = engine(backend);
                PushedSource source = new PushedSource()) {
            ModuleArrival arrival = source.arrival(engine, EARLY);
            source.send(bytes, 0, ArrivingModules.QUADRUPLE_END);
            Instance instance = instantiate(arrival);
            WaitingCall call = new WaitingCall(arrival, instance);
            switch (by) {
                case "thread" -> call.thread.interrupt();
                case "instance" -> instance.interrupt();
                default -> instance.setDeadline(Duration.ofMillis(1));
            }
            WasmTrap trap = call.trap();
            assertTrue(trap.backtrace().stream().anyMatch(frame -> frame.functionIndex() == 0), trap.backtrace().toString());
            instance.clearDeadline();
            WaitingCall again = new WaitingCall(arrival, instance);
            source.send(bytes, ArrivingModules.QUADRUPLE_END, bytes.length);
            assertEquals(20, again.result.get());
            source.end();
            assertEquals(8, instantiate(arrival).function("quadruple").call(2)[0]);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"jvm", "auto"})
    void manyInstancesWaitForTheSameBody(String backend) throws Exception {
        byte[] bytes = ArrivingModules.QUADRUPLE_FIRST;
        try (Engine engine = engine(backend);
                PushedSource source = new PushedSource()) {
            ModuleArrival arrival = source.arrival(engine, EARLY);
            source.send(bytes, 0, ArrivingModules.QUADRUPLE_END);
            Instance first = instantiate(arrival);
            WaitingCall one = new WaitingCall(arrival, first);
            WaitingCall other = new WaitingCall(arrival, instantiate(arrival));
            first.interrupt();
            one.trap();
            assertFalse(other.result.isDone());
            source.send(bytes, ArrivingModules.QUADRUPLE_END, bytes.length);
            assertEquals(20, other.result.get());
            assertEquals(20, first.function("quadruple").call(5)[0]);
        }
    }

    @ParameterizedTest
    @CsvSource({"jvm, malformed", "jvm, cut", "jvm, cancelled", "auto, malformed", "auto, cut", "auto, cancelled"})
    void aCallThatWaitsEndsWithTheArrival(String backend, String by) throws Exception {
        byte[] bytes = ArrivingModules.QUADRUPLE_FIRST.clone();
        try (Engine engine = engine(backend);
                PushedSource source = new PushedSource()) {
            ModuleArrival arrival = source.arrival(engine, EARLY);
            source.send(bytes, 0, ArrivingModules.QUADRUPLE_END);
            Instance instance = instantiate(arrival);
            WaitingCall call = new WaitingCall(arrival, instance);
            switch (by) {
                case "malformed" -> {
                    bytes[bytes.length - 2] = 0x7F; // no such instruction on the stack that is there
                    bytes[bytes.length - 3] = 0x6A;
                    source.send(bytes, ArrivingModules.QUADRUPLE_END, bytes.length);
                }
                case "cut" -> source.end();
                default -> arrival.cancel();
            }
            Class<? extends Throwable> expected = by.equals("cancelled") ? ClosedException.class : WasmFormatException.class;
            assertInstanceOf(expected, assertThrows(CompletionException.class, call.result::join).getCause());
            assertInstanceOf(
                    expected, assertThrows(CompletionException.class, () -> arrival.module().join()).getCause());
            ClosedException closed = assertThrows(
                    ClosedException.class, () -> instance.function("quadruple").call(2));
            assertInstanceOf(expected, closed.getCause());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"jvm", "auto"})
    void backtracesNameTheModuleAsSoonAsItsNameIsHere(String backend) throws Exception {
        byte[] bytes = ArrivingModules.NAMED_LATE;
        try (Engine engine = engine(backend);
                PushedSource source = new PushedSource()) {
            ModuleArrival arrival = source.arrival(engine, EARLY);
            source.send(bytes, 0, ArrivingModules.NAMES_START);
            Instance instance = instantiate(arrival);
            WasmTrap before = assertThrows(WasmTrap.class, () -> instance.function("fail").call());
            assertEquals("", before.backtrace().getFirst().module());
            assertEquals("fail", before.backtrace().getFirst().functionName());
            source.send(bytes, ArrivingModules.NAMES_START, bytes.length);
            source.end();
            assertEquals("late", arrival.module().get().name().orElse(""));
            WasmTrap after = assertThrows(WasmTrap.class, () -> instance.function("fail").call());
            assertEquals("late", after.backtrace().getFirst().module());
            assertEquals("stop", after.backtrace().getFirst().functionName());
        }
    }

    /** A caller is optimized before the body of its callee, which is worth inlining, is here. */
    @ParameterizedTest
    @ValueSource(strings = {"jvm", "auto"})
    void calleesThatHaveNotArrivedAreNotInlined(String backend) throws Exception {
        byte[] bytes = ArrivingModules.QUADRUPLE_FIRST;
        try (Engine engine = Engine.create(EngineConfig.standard().withBackend(backend).withTier("optimizing"));
                PushedSource source = new PushedSource()) {
            ModuleArrival arrival = source.arrival(engine, EARLY.withCompileThreads(1));
            source.send(bytes, 0, ArrivingModules.QUADRUPLE_END);
            Instance instance = instantiate(arrival);
            while (arrival.progress().compiled() < 1) {
                Thread.sleep(2);
            }
            source.send(bytes, ArrivingModules.QUADRUPLE_END, bytes.length);
            source.end();
            Module module = arrival.module().get();
            assertEquals(20, instance.function("quadruple").call(5)[0]);
            while (arrival.progress().compiled() < 2) {
                Thread.sleep(2);
            }
            assertEquals(0, module.statistics().refused());
            assertEquals(2, module.statistics().optimizing().functions());
        }
    }

    /** With data to come nothing can be called; when it is here, only names and the like can follow. */
    @ParameterizedTest
    @ValueSource(strings = {"jvm", "auto"})
    void aModuleWithMemoryAndDataIsCalledWhenItsDataIsHere(String backend) throws Exception {
        byte[] bytes = Files.readAllBytes(Path.of("../benchmarks/kernels/sha256.wasm"));
        int dataEnd = sectionEnd(bytes, 11);
        try (Engine engine = engine(backend);
                Module whole = engine.compile(bytes);
                PushedSource source = new PushedSource()) {
            ModuleArrival arrival = source.arrival(engine, EARLY);
            CompletableFuture<Instance> early = arrival.instantiate(Imports.none(), InstanceOptions.standard());
            source.send(bytes, 0, dataEnd - 1);
            while (arrival.progress().bytes() < dataEnd - 1) {
                Thread.sleep(2);
            }
            assertFalse(early.isDone(), "there is data to come");
            source.send(bytes, dataEnd - 1, dataEnd);
            Object[] results = early.get().function("run").call(3);
            assertFalse(arrival.module().isDone());
            assertTrue(Arrays.equals(whole.instantiate().function("run").call(3), results));
        }
    }

    /** What the documentation of {@link ModuleArrival#instantiate} says: by then nothing that is still to come can change what a call means. */
    @ParameterizedTest
    @CsvSource({
        "'', code", // no memory
        "0c0101, data", // no memory, but data is announced
        "0c0100 mem, code", // a memory, and no data is announced
        "mem, end", // a memory, and who knows
        "start, end",
        "start mem 0c0100, end"
    })
    void earlyMeansAsEarlyAsDocumented(String parts, String when) throws Exception {
        byte[] beforeCode = HexFormat.of().parseHex("0061736d01000000" + "01040160" + "0000" + "03020100"
                + (parts.contains("mem") ? "0503010001" : "")
                + "0705010166" + "0000"
                + (parts.contains("start") ? "080100" : "")
                + (parts.contains("0c0101") ? "0c0101" : parts.contains("0c0100") ? "0c0100" : ""));
        byte[] code = HexFormat.of().parseHex("0a040102000b");
        byte[] data = HexFormat.of().parseHex(parts.contains("0c0101") ? "0b0401010161" : "");
        byte[] custom = HexFormat.of().parseHex("00020178");
        byte[] bytes = ArrivingModules.join(beforeCode, code, data, custom);
        try (Engine engine = engine("auto");
                PushedSource source = new PushedSource()) {
            ModuleArrival arrival = source.arrival(engine, EARLY);
            CompletableFuture<Instance> early = arrival.instantiate(Imports.none(), InstanceOptions.standard());
            int codeBegins = beforeCode.length + 3;
            source.send(bytes, 0, codeBegins);
            assertEarly(when.equals("code"), early, arrival, codeBegins);
            int dataEnds = bytes.length - custom.length;
            source.send(bytes, codeBegins, dataEnds);
            assertEarly(!when.equals("end"), early, arrival, dataEnds);
            source.send(bytes, dataEnds, bytes.length);
            source.end();
            assertEquals(0, early.get().function("f").call().length);
        }
    }

    private static void assertEarly(boolean expected, CompletableFuture<Instance> early, ModuleArrival arrival, int bytes) throws Exception {
        if (expected) {
            assertEquals(0, early.get().function("f").type().resultCount());
        } else {
            while (arrival.progress().bytes() < bytes) {
                Thread.sleep(2);
            }
            assertFalse(early.isDone());
        }
        assertFalse(arrival.module().isDone());
    }

    /** Index after the last byte of a section. */
    private static int sectionEnd(byte[] bytes, int id) {
        int at = 8;
        while (true) {
            int found = bytes[at++];
            int size = 0;
            int shift = 0;
            byte part;
            do {
                part = bytes[at++];
                size |= (part & 0x7F) << shift;
                shift += 7;
            } while (part < 0);
            at += size;
            if (found == id) {
                return at;
            }
        }
    }
}
