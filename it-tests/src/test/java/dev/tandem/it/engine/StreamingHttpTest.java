// SPDX-License-Identifier: Apache-2.0
package dev.tandem.it.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
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
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Modules that arrive over HTTP, from a server that takes its time. */
@Timeout(600)
class StreamingHttpTest {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final StreamingOptions EAGER = StreamingOptions.standard().withCompileThreads(1).withEarlyCalls(true);

    @AfterAll
    static void closeClient() {
        CLIENT.close();
    }

    private static ModuleArrival arrival(Engine engine, URI url, StreamingOptions options) throws Exception {
        return CLIENT.send(HttpRequest.newBuilder(url).build(), engine.bodyHandler(options)).body();
    }

    private static Throwable failure(ModuleArrival arrival) {
        return assertThrows(CompletionException.class, () -> arrival.module().join()).getCause();
    }

    @ParameterizedTest
    @ValueSource(strings = {"jvm", "auto"})
    void aRealModuleIsCompiledAndCalledBeforeItsLastByteIsSent(String backend) throws Exception {
        byte[] bytes = Files.readAllBytes(Path.of("../benchmarks/kernels/sha256.wasm"));
        try (Engine engine = Engine.create(EngineConfig.standard().withBackend(backend));
                Module whole = engine.compile(bytes);
                TricklingServer server = new TricklingServer(bytes).pausingAt(bytes.length - 1)) {
            ModuleArrival arrival = arrival(engine, server.url("/sha256.wasm"), EAGER);
            Instance instance = arrival.instantiate(Imports.none(), InstanceOptions.standard()).get();
            while (arrival.progress().compiled() < arrival.progress().functions()) {
                Thread.sleep(2);
            }
            long compiled = System.nanoTime();
            Object[] results = instance.function("run").call(2);
            long returned = System.nanoTime();
            assertFalse(server.lastByteSent().isDone());
            server.resume();
            arrival.module().get();
            long sent = server.lastByteSent().get();
            assertTrue(compiled - sent < 0, "compiled before the last byte was sent");
            assertTrue(returned - sent < 0, "returned before the last byte was sent");
            assertArrayEquals(whole.instantiate().function("run").call(2), results);
        }
    }

    /** Before the whole is here, of which there is enough to fill all buffers. */
    @Test
    void anErrorEndsTheDownload() throws Exception {
        byte[] wrong = Arrays.copyOf(ArrivingModules.DOUBLE_FIRST, 64 << 20);
        wrong[ArrivingModules.DOUBLE_FIRST.length] = 99; // no such section
        try (Engine engine = Engine.create();
                TricklingServer server = new TricklingServer(wrong).pausingAt(ArrivingModules.DOUBLE_FIRST.length + 1)) {
            ModuleArrival arrival = arrival(engine, server.url("/wrong.wasm"), EAGER);
            WasmFormatException error = assertInstanceOf(WasmFormatException.class, failure(arrival));
            assertEquals(ArrivingModules.DOUBLE_FIRST.length, error.offset());
            server.resume();
            assertTrue(server.hungUp().get() < wrong.length);
            assertFalse(arrival.progress().complete());
        }
    }

    @Test
    void aDownloadThatStallsCanBeGivenUp() throws Exception {
        byte[] bytes = Arrays.copyOf(ArrivingModules.DOUBLE_FIRST, 64 << 20);
        try (Engine engine = Engine.create();
                TricklingServer server = new TricklingServer(bytes).pausingAt(ArrivingModules.FIRST_BODY_END)) {
            ModuleArrival arrival = arrival(engine, server.url("/stalls.wasm"), EAGER);
            Instance instance = arrival.instantiate(Imports.none(), InstanceOptions.standard()).get();
            assertThrows(TimeoutException.class, () -> arrival.module().get(50, TimeUnit.MILLISECONDS));
            assertEquals(4, instance.function("double").call(2)[0]);
            arrival.cancel();
            assertInstanceOf(ClosedException.class, failure(arrival));
            assertThrows(ClosedException.class, () -> instance.function("double").call(2));
            server.resume();
            assertTrue(server.hungUp().get() < bytes.length);
        }
    }

    @Test
    void progressIsTold() throws Exception {
        byte[] bytes = Files.readAllBytes(Path.of("../examples/maze.wasm"));
        List<ModuleArrival.Progress> told = new CopyOnWriteArrayList<>();
        try (Engine engine = Engine.create();
                TricklingServer server = new TricklingServer(bytes)) {
            ModuleArrival arrival = arrival(engine, server.url("/maze.wasm"), EAGER.withListener(progress -> {
                told.add(progress);
                throw new IllegalStateException("a listener's fault is its own");
            }));
            Module module = arrival.module().get();
            for (int i = 1; i < told.size(); i++) {
                assertTrue(told.get(i).bytes() >= told.get(i - 1).bytes());
                assertTrue(told.get(i).arrived() >= told.get(i - 1).arrived());
                assertTrue(told.get(i).compiled() >= told.get(i - 1).compiled());
            }
            ModuleArrival.Progress last = told.getLast();
            assertEquals(bytes.length, last.bytes());
            assertEquals(bytes.length, last.totalBytes().getAsLong());
            assertEquals(module.definition().functionCount() - module.definition().importedFunctionCount(), last.functions());
            assertEquals(last.functions(), last.arrived());
            assertTrue(last.complete());
            assertFalse(told.getFirst().complete());
        }
    }

    @Test
    void whatTheServerRefusesIsAnError() throws Exception {
        try (Engine engine = Engine.create();
                TricklingServer server = new TricklingServer(ArrivingModules.DOUBLE_FIRST)) {
            Throwable missing = failure(arrival(engine, server.url("/missing.wasm"), EAGER));
            assertInstanceOf(UncheckedIOException.class, missing);
            assertTrue(missing.getMessage().contains("404"), missing.getMessage());
        }
    }

    @Test
    void aConnectionThatBreaksIsAnError() throws Exception {
        try (Engine engine = Engine.create();
                TricklingServer server = new TricklingServer(ArrivingModules.DOUBLE_FIRST).pausingAt(ArrivingModules.FIRST_BODY_END)) {
            ModuleArrival arrival = arrival(engine, server.url("/cut.wasm"), EAGER);
            Instance instance = arrival.instantiate(Imports.none(), InstanceOptions.standard()).get();
            server.breakConnections();
            assertInstanceOf(UncheckedIOException.class, failure(arrival));
            ClosedException closed = assertThrows(
                    ClosedException.class, () -> instance.function("double").call(2));
            assertInstanceOf(UncheckedIOException.class, closed.getCause());
        }
    }
}
