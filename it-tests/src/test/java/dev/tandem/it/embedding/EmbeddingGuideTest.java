// SPDX-License-Identifier: Apache-2.0
package dev.tandem.it.embedding;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import com.google.inject.Guice;
import com.google.inject.util.Modules;
import com.sun.net.httpserver.HttpServer;
import dev.tandem.api.Engine;
import dev.tandem.api.EngineConfig;
import dev.tandem.api.Function;
import dev.tandem.api.Imports;
import dev.tandem.api.Instance;
import dev.tandem.api.InstanceOptions;
import dev.tandem.api.LimitException;
import dev.tandem.api.Module;
import dev.tandem.api.ModuleArrival;
import dev.tandem.api.StreamingOptions;
import dev.tandem.ir.code.Tier;
import dev.tandem.ir.trap.TrapCode;
import dev.tandem.ir.trap.WasmTrap;
import dev.tandem.manager.TierListener;
import dev.tandem.runtime.wiring.EngineModule;
import dev.tandem.wasi.Wasi;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.invoke.MethodHandle;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.IntUnaryOperator;
import jdk.jfr.consumer.RecordingStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The code of docs/embedding.md and of the README, which runs here. {@link DocumentedCodeTest} sees to it that it is the same. */
final class EmbeddingGuideTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Path FIB = ROOT.resolve("benchmarks/kernels/fib.wasm");

    /** Imports {@code env.next: i32 -> i32}; exports {@code twice}, which calls it twice. */
    private static final byte[] TWICE = HexFormat.of()
            .parseHex("0061736d01000000" + "0106" + "0160017f017f" + "020c" + "0103656e76046e6578740000" + "03020100"
                    + "0709" + "01057477696365" + "0001" + "0a0a" + "0108002000" + "10001000" + "0b");

    /** Exports {@code spin}, which never returns, and a memory of one page that may grow without bound. */
    private static final byte[] SPIN = HexFormat.of()
            .parseHex("0061736d01000000" + "010401600000" + "03020100" + "0503010001" + "0708" + "01047370696e" + "0000"
                    + "0a09" + "01070003400c000b0b");

    @TempDir
    private Path directory;

    interface Numbers {
        int run(int n);
    }

    private static int readme(Path file) {
        Imports imports = Imports.builder()
                .function("env", "next", IntUnaryOperator.class, n -> n + 1)
                .build();
        try (Engine engine = Engine.create();
                Module module = engine.compile(file);
                Instance instance = module.instantiate(imports)) {
            Object result = instance.function("twice").call(40)[0];
            return (int) result;
        }
    }

    @Test
    void theProgramOfTheReadme() throws Exception {
        assertEquals(42, readme(Files.write(directory.resolve("twice.wasm"), TWICE)));
    }

    @Test
    void firstCall() {
        Path file = FIB;
        try (Engine engine = Engine.create();
                Module module = engine.compile(file);
                Instance instance = module.instantiate()) {
            Object result = instance.function("run").call(20)[0];
            assertEquals(6765, result);
        }
    }

    @Test
    void withoutBoxing() throws Throwable {
        Instance instance = Engine.create().compile(FIB).instantiate();
        MethodHandle run = instance.function("run").handle();
        int result = (int) run.invokeExact(20);
        assertEquals(6765, result);

        Numbers numbers = instance.as(Numbers.class);
        assertEquals(6765, numbers.run(20));
    }

    @Test
    void hostFunctions() {
        Engine engine = Engine.create();
        byte[] bytes = TWICE;
        Imports imports = Imports.builder()
                .function("env", "next", IntUnaryOperator.class, n -> n + 1)
                .build();
        Instance instance = engine.compile(bytes).instantiate(imports);
        assertEquals(7, instance.function("twice").call(5)[0]);
    }

    @Test
    void wasi() throws Exception {
        Engine engine = Engine.create();
        Path file = ROOT.resolve("examples/hello.wasm");
        Path folder = Files.createDirectory(directory.resolve("shared"));
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        try (Wasi wasi = Wasi.builder()
                .args(List.of("hello"))
                .env("LANG", "C.UTF-8")
                .stdout(output)
                .readOnlyDirectory(folder, "/data")
                .build()) {
            int exitCode = wasi.run(engine.compile(file).instantiate(wasi.imports()));
            assertEquals(0, exitCode);
        }
        assertTrue(output.toString(StandardCharsets.UTF_8).contains("Hello"));
    }

    @Test
    void wasiFilesInMemory() throws Exception {
        Engine engine = Engine.create();
        Path file = ROOT.resolve("it-tests/src/test/programs/c/files.wasm");
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        try (FileSystem memory = Jimfs.newFileSystem(Configuration.unix());
                Wasi wasi = Wasi.builder()
                        .args(List.of("files", "/data"))
                        .directory(memory.getPath("/work"), "/data")
                        .stdout(output)
                        .build()) {
            int exitCode = wasi.run(engine.compile(file).instantiate(wasi.imports()));
            assertEquals(0, exitCode, () -> output.toString(StandardCharsets.UTF_8));
        }
    }

    @Test
    void untrustedGuests() {
        byte[] bytes = SPIN;
        Engine engine = Engine.create(EngineConfig.standard().withMemoryPages(256).withInstances(10));
        InstanceOptions options = InstanceOptions.standard().withTimeout(Duration.ofMillis(200));
        Instance instance = engine.compile(bytes).instantiate(Imports.none(), options);
        Function spin = instance.function("spin");
        WasmTrap trap = assertThrows(WasmTrap.class, spin::call);
        assertEquals(TrapCode.INTERRUPTED, trap.code());

        Module module = engine.compile(bytes);
        for (int i = 1; i < 10; i++) {
            module.instantiate();
        }
        assertThrows(LimitException.class, module::instantiate);
    }

    @Test
    void interruption() throws InterruptedException {
        Instance instance = Engine.create().compile(SPIN).instantiate();
        Thread guest = Thread.ofPlatform().start(() ->
                assertThrows(WasmTrap.class, () -> instance.function("spin").call()));
        instance.interrupt();
        guest.join();
    }

    @Test
    void codeBetweenRuns() {
        Engine engine = Engine.create(EngineConfig.standard().withCodeDirectory(directory));
        try (engine) {
            assertEquals(55, engine.compile(FIB).instantiate().function("run").call(10)[0]);
        }
    }

    /** A server that has {@code /fib.wasm}. */
    private static HttpServer server() throws IOException {
        byte[] bytes = Files.readAllBytes(FIB);
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/fib.wasm", exchange -> {
            exchange.getResponseHeaders().add("ETag", "\"1\"");
            exchange.sendResponseHeaders(200, bytes.length);
            try (OutputStream out = exchange.getResponseBody()) {
                out.write(bytes);
            }
        });
        server.start();
        return server;
    }

    private static HttpRequest request(HttpServer server) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/fib.wasm"))
                .build();
    }

    @Test
    void codeOfModulesFromTheWeb() throws Exception {
        HttpServer server = server();
        HttpRequest request = request(server);
        try (Engine engine = Engine.create(EngineConfig.standard().withCodeDirectory(directory));
                HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse.BodyHandler<ModuleArrival> handler = engine.bodyHandler(request.uri(), StreamingOptions.standard());
            Module module = client.send(request, handler).body().module().get();
            assertEquals(55, module.instantiate().function("run").call(10)[0]);
        } finally {
            server.stop(0);
        }
    }

    @Test
    void streamingOverHttp() throws Exception {
        HttpServer server = server();
        HttpRequest request = request(server);
        try (Engine engine = Engine.create();
                HttpClient client = HttpClient.newHttpClient()) {
            StreamingOptions options = StreamingOptions.standard().withCompileThreads(1).withEarlyCalls(true);
            ModuleArrival arrival = client.send(request, engine.bodyHandler(options)).body();
            Instance instance = arrival.instantiate(Imports.none(), InstanceOptions.standard()).get();
            assertEquals(55, instance.function("run").call(10)[0]);
        } finally {
            server.stop(0);
        }
    }

    @Test
    void streaming() throws Exception {
        Engine engine = Engine.create();
        try (InputStream stream = Files.newInputStream(FIB)) {
            Module module = engine.compile(stream);
            assertEquals(1, module.instantiate().function("run").call(2)[0]);
        }
    }

    @Test
    void guice() {
        List<Tier> compiled = new CopyOnWriteArrayList<>();
        TierListener listener = new TierListener() {
            @Override
            public void compiled(String module, int function, Tier tier, int wasmBytes, int codeBytes, long nanoseconds) {
                compiled.add(tier);
            }
        };
        Engine engine = Guice.createInjector(
                        Modules.override(new EngineModule(EngineConfig.standard().withBackend("jvm").withTier("call-count")))
                                .with(binder -> binder.bind(TierListener.class).toInstance(listener)))
                .getInstance(Engine.class);
        assertEquals(6765, engine.compile(FIB).instantiate().function("run").call(20)[0]);
        assertEquals(Tier.BASELINE, compiled.getFirst());
    }

    @Test
    void metrics() throws InterruptedException {
        Map<String, Integer> sizes = new ConcurrentHashMap<>();
        try (RecordingStream recording = new RecordingStream()) {
            recording.enable("dev.tandem.FunctionCompiled");
            recording.onEvent("dev.tandem.FunctionCompiled", event ->
                    sizes.merge(event.getString("tier"), event.getInt("codeBytes"), Integer::sum));
            recording.startAsync();
            try (Engine engine = Engine.create()) {
                Module module = engine.compile(FIB);
                module.compileAll(1);
                assertTrue(module.statistics().baseline().functions() > 0);
            }
            recording.stop();
        }
        assertTrue(sizes.get("BASELINE") > 0);
    }
}
