// SPDX-License-Identifier: Apache-2.0
package dev.tandem.it.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.tandem.api.Engine;
import dev.tandem.api.EngineConfig;
import dev.tandem.api.Module;
import dev.tandem.api.ModuleArrival;
import dev.tandem.api.StreamingOptions;
import dev.tandem.manager.CompilationStatistics;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Optimized code of modules from the web: found by URL and version, used by content. */
@Timeout(600)
class WebCacheTest {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    /** Its {@code double} doubles. */
    private static final byte[] ADDS = ArrivingModules.DOUBLE_FIRST;
    /** Its {@code double} squares. */
    private static final byte[] MULTIPLIES = multiplies();

    private static final String PATH = "/secret-token/double.wasm?token=hidden";

    @TempDir
    private Path directory;

    @AfterAll
    static void closeClient() {
        CLIENT.close();
    }

    private static byte[] multiplies() {
        byte[] bytes = ADDS.clone();
        bytes[ArrivingModules.FIRST_BODY_END - 2] = 0x6C;
        return bytes;
    }

    private EngineConfig config(String backend) {
        return EngineConfig.standard().withBackend(backend).withTier("optimizing").withCodeDirectory(directory);
    }

    private ModuleArrival arrival(Engine engine, TricklingServer server, int threads) throws Exception {
        StreamingOptions options = StreamingOptions.standard().withCompileThreads(threads);
        HttpRequest request = HttpRequest.newBuilder(server.url(PATH)).build();
        return CLIENT.send(request, engine.bodyHandler(request.uri(), options)).body();
    }

    /** Loads the module in a new engine and calls it. */
    private CompilationStatistics run(String backend, TricklingServer server, int expected) throws Exception {
        try (Engine engine = Engine.create(config(backend));
                Module module = arrival(engine, server, 0).module().get()) {
            assertEquals(expected, module.instantiate().function("double").call(21)[0]);
            return module.statistics();
        }
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> !file.endsWith("lock")).toList();
        }
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '\'',
            value = {
                "auto, ETag, \"1\"",
                "jvm, ETag, \"1\"",
                "auto, ETag, W/\"1\"",
                "auto, Last-Modified, 'Mon, 23 Nov 2026 10:00:00 GMT'"
            })
    void codeIsExpectedBeforeTheModuleIsHereAndUsedWhenItIs(String backend, String name, String value) throws Exception {
        try (TricklingServer server = new TricklingServer(ADDS)) {
            server.header(name, value);
            assertEquals(0, run(backend, server, 42).cached());
            assertEquals(2, files().size(), "the code, and which module was at the URL");
            server.pausingAt(ADDS.length - 1);
            try (Engine engine = Engine.create(config(backend))) {
                ModuleArrival arrival = arrival(engine, server, 1);
                while (arrival.progress().compiled() < 1) {
                    Thread.sleep(2);
                }
                assertFalse(arrival.module().isDone());
                server.resume();
                Module module = arrival.module().get();
                assertEquals(0, module.statistics().cached(), "nothing is used before the content is known");
                assertEquals(42, module.instantiate().function("double").call(21)[0]);
                assertEquals(1, module.statistics().cached());
                while (arrival.progress().compiled() < 2) {
                    Thread.sleep(2);
                }
                assertEquals(1, module.statistics().optimizing().functions(), "the other one, which had never run");
            }
        }
    }

    @Test
    void anotherVersionGetsItsOwnCode() throws Exception {
        try (TricklingServer server = new TricklingServer(ADDS)) {
            server.header("ETag", "\"1\"");
            run("auto", server, 42);
            server.content(MULTIPLIES);
            server.header("ETag", "\"2\"");
            assertEquals(0, run("auto", server, 441).cached());
            assertEquals(1, run("auto", server, 441).cached());
        }
    }

    /** What runs depends on the bytes alone. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void aServerThatSendsOtherBytesUnderTheSameTagGetsNoOldCode(int threads) throws Exception {
        try (TricklingServer server = new TricklingServer(ADDS)) {
            server.header("ETag", "\"1\"");
            run("auto", server, 42);
            server.content(MULTIPLIES);
            try (Engine engine = Engine.create(config("auto"))) {
                ModuleArrival arrival = arrival(engine, server, threads);
                Module module = arrival.module().get();
                assertEquals(441, module.instantiate().function("double").call(21)[0]);
                assertEquals(0, module.statistics().cached());
                while (arrival.progress().compiled() < 2 * threads) {
                    Thread.sleep(2);
                }
            }
            // A module with fewer functions than was expected.
            server.content(ArrivingModules.NAMED_LATE);
            try (Engine engine = Engine.create(config("auto"))) {
                ModuleArrival arrival = arrival(engine, server, threads);
                assertEquals("late", arrival.module().get().name().orElse(""));
                while (arrival.progress().compiled() < threads) {
                    Thread.sleep(2);
                }
            }
        }
    }

    @Test
    void whatIsKeptDoesNotTellSecretsOfUrls() throws Exception {
        try (TricklingServer server = new TricklingServer(ADDS)) {
            server.header("ETag", "\"1\"");
            run("auto", server, 42);
        }
        for (Path file : files()) {
            String text = Files.readString(file, StandardCharsets.ISO_8859_1);
            assertFalse(text.contains("hidden"), "the query of the URL");
        }
    }

    @Test
    void withoutValidatorsThereIsOnlyTheContent() throws Exception {
        try (TricklingServer server = new TricklingServer(ADDS)) {
            run("auto", server, 42);
            assertEquals(1, files().size());
            assertEquals(1, run("auto", server, 42).cached());
        }
    }
}
