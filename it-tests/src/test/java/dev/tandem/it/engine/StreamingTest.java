// SPDX-License-Identifier: Apache-2.0
package dev.tandem.it.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
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
import java.io.ByteArrayInputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.SubmissionPublisher;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Modules that are compiled, and called, while they arrive. */
@Timeout(600)
class StreamingTest {
    private static final byte[] TWO_FUNCTIONS = ArrivingModules.DOUBLE_FIRST;
    private static final int FIRST_BODY_END = ArrivingModules.FIRST_BODY_END;

    private static Engine engine(String backend) {
        return Engine.create(EngineConfig.standard().withBackend(backend));
    }

    @ParameterizedTest
    @ValueSource(strings = {"jvm", "auto"})
    void aCallReturnsBeforeTheLastByteAndAnotherWaitsForItsBody(String backend) throws Exception {
        try (Engine engine = engine(backend);
                PushedSource source = new PushedSource()) {
            ModuleArrival arrival = source.arrival(engine, StreamingOptions.standard().withEarlyCalls(true));
            CompletableFuture<Instance> early = arrival.instantiate(Imports.none(), InstanceOptions.standard());
            source.send(TWO_FUNCTIONS, 0, FIRST_BODY_END);
            Instance instance = early.get();
            assertEquals(42, instance.function("double").call(21)[0]);
            assertFalse(arrival.module().isDone());
            CompletableFuture<Object> waiting =
                    CompletableFuture.supplyAsync(() -> instance.function("quadruple").call(5)[0]);
            Thread.sleep(50);
            assertFalse(waiting.isDone(), "its body has not arrived");
            source.send(TWO_FUNCTIONS, FIRST_BODY_END, TWO_FUNCTIONS.length);
            assertEquals(20, waiting.get());
            source.end();
            assertEquals(2, arrival.module().get().exports().size());
            assertTrue(arrival.progress().complete());
            assertEquals(TWO_FUNCTIONS.length, arrival.progress().bytes());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"jvm", "auto"})
    void aModuleThatProvesWrongEndsItsInstances(String backend) throws Exception {
        try (Engine engine = engine(backend);
                PushedSource source = new PushedSource()) {
            ModuleArrival arrival = source.arrival(engine, StreamingOptions.standard().withEarlyCalls(true));
            source.send(TWO_FUNCTIONS, 0, FIRST_BODY_END);
            Instance instance =
                    arrival.instantiate(Imports.none(), InstanceOptions.standard()).get();
            assertEquals(4, instance.function("double").call(2)[0]);
            CompletableFuture<Object> waiting =
                    CompletableFuture.supplyAsync(() -> instance.function("quadruple").call(5)[0]);
            byte[] wrong = TWO_FUNCTIONS.clone();
            wrong[TWO_FUNCTIONS.length - 5] = 0x7F; // no such instruction
            source.send(wrong, FIRST_BODY_END, wrong.length);
            CompletionException failed = assertThrows(CompletionException.class, () -> arrival.module().join());
            assertInstanceOf(WasmFormatException.class, failed.getCause());
            assertThrows(CompletionException.class, waiting::join);
            ClosedException closed = assertThrows(
                    ClosedException.class, () -> instance.function("double").call(2));
            assertInstanceOf(WasmFormatException.class, closed.getCause());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"jvm", "auto"})
    void functionsAreCompiledWhileTheRestArrives(String backend) throws Exception {
        try (Engine engine = engine(backend);
                PushedSource source = new PushedSource()) {
            ModuleArrival arrival = source.arrival(engine, StreamingOptions.standard().withCompileThreads(1));
            source.send(TWO_FUNCTIONS, 0, FIRST_BODY_END);
            while (arrival.progress().compiled() < 1) {
                Thread.sleep(5);
            }
            assertEquals(1, arrival.progress().arrived());
            assertFalse(arrival.module().isDone());
            source.send(TWO_FUNCTIONS, FIRST_BODY_END, TWO_FUNCTIONS.length);
            source.end();
            Module module = arrival.module().get();
            assertEquals(12, module.instantiate().function("quadruple").call(3)[0]);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"stream", "publisher"})
    void allSourcesGiveTheSameModule(String kind) throws Exception {
        byte[] bytes = Files.readAllBytes(maze());
        try (Engine engine = engine("auto")) {
            StreamingOptions options = StreamingOptions.standard();
            ModuleArrival arrival;
            if (kind.equals("stream")) {
                arrival = engine.compileStreaming(new ByteArrayInputStream(bytes), options);
            } else {
                SubmissionPublisher<ByteBuffer> publisher = new SubmissionPublisher<>();
                arrival = engine.compileStreaming(publisher, options);
                for (int from = 0; from < bytes.length; from += 1000) {
                    publisher.submit(ByteBuffer.wrap(bytes, from, Math.min(1000, bytes.length - from)));
                }
                publisher.close();
            }
            assertEquals(engine.compile(bytes).exports(), arrival.module().get().exports());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"cancel", "cut", "read"})
    void endsBeforeTheEndAreErrors(String end) throws Exception {
        try (Engine engine = engine("auto");
                PushedSource source = new PushedSource()) {
            ModuleArrival arrival = source.arrival(engine, StreamingOptions.standard());
            source.send(TWO_FUNCTIONS, 0, FIRST_BODY_END);
            switch (end) {
                case "cancel" -> arrival.cancel();
                case "cut" -> source.end();
                default -> source.closeReadingEnd();
            }
            Throwable cause = assertThrows(CompletionException.class, () -> arrival.module().join()).getCause();
            Class<? extends Throwable> expected =
                    switch (end) {
                        case "cancel" -> ClosedException.class;
                        case "cut" -> WasmFormatException.class;
                        default -> UncheckedIOException.class;
                    };
            assertInstanceOf(expected, cause);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"jvm", "auto"})
    void aRealModuleIsCompiledBeforeItsLastByteIsSent(String backend) throws Exception {
        byte[] bytes = Files.readAllBytes(maze());
        CountDownLatch compiledSome = new CountDownLatch(1);
        AtomicLong lastByteSent = new AtomicLong();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/maze.wasm", exchange -> {
            exchange.sendResponseHeaders(200, bytes.length);
            try (OutputStream out = exchange.getResponseBody()) {
                int held = bytes.length - 1;
                for (int from = 0; from < held; from += 512) {
                    out.write(bytes, from, Math.min(512, held - from));
                    out.flush();
                }
                compiledSome.await(5, TimeUnit.MINUTES);
                lastByteSent.set(System.nanoTime());
                out.write(bytes, held, 1);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        server.createContext("/missing.wasm", exchange -> exchange.sendResponseHeaders(404, -1));
        server.start();
        AtomicLong compiled = new AtomicLong();
        try (Engine engine = engine(backend);
                HttpClient client = HttpClient.newHttpClient()) {
            String origin = "http://" + server.getAddress().getHostString() + ":" + server.getAddress().getPort();
            StreamingOptions options = StreamingOptions.standard().withCompileThreads(1);
            ModuleArrival arrival = client.send(
                            HttpRequest.newBuilder(URI.create(origin + "/maze.wasm")).build(), engine.bodyHandler(options))
                    .body();
            while (arrival.progress().functions() == 0 || arrival.progress().compiled() < arrival.progress().functions()) {
                Thread.sleep(2);
            }
            compiled.set(System.nanoTime());
            compiledSome.countDown();
            arrival.module().get();
            assertTrue(compiled.get() < lastByteSent.get(), "compiled before the last byte was sent");
            ModuleArrival missing = client.send(
                            HttpRequest.newBuilder(URI.create(origin + "/missing.wasm")).build(), engine.bodyHandler(options))
                    .body();
            Throwable cause = assertThrows(CompletionException.class, () -> missing.module().join()).getCause();
            assertTrue(cause.getMessage().contains("404"), cause.getMessage());
        } finally {
            server.stop(0);
        }
    }

    private static Path maze() {
        return Path.of("../examples/maze.wasm");
    }

    /** Names and such take the last 1627 bytes. */
    @ParameterizedTest
    @ValueSource(ints = {1700, 3000, 10_000})
    void aModuleWithDataToComeIsNotCalledEarly(int piece) throws Exception {
        byte[] bytes = Files.readAllBytes(maze());
        try (Engine engine = engine("auto");
                PushedSource source = new PushedSource()) {
            ModuleArrival arrival = source.arrival(engine, StreamingOptions.standard().withEarlyCalls(true));
            CompletableFuture<Instance> instance = arrival.instantiate(
                    Imports.builder().provider("wasi_snapshot_preview1", name -> Optional.empty()).build(),
                    InstanceOptions.standard());
            byte[] most = Arrays.copyOf(bytes, bytes.length - piece);
            source.send(most, 0, most.length);
            Thread.sleep(30);
            assertFalse(instance.isDone());
        }
    }
}
