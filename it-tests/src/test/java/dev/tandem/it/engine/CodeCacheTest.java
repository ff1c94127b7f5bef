// SPDX-License-Identifier: Apache-2.0
package dev.tandem.it.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.inject.AbstractModule;
import com.google.inject.Guice;
import com.google.inject.util.Modules;
import dev.tandem.api.Engine;
import dev.tandem.api.EngineConfig;
import dev.tandem.api.Module;
import dev.tandem.ir.backend.Backend;
import dev.tandem.ir.nativex64.CpuFeature;
import dev.tandem.ir.nativex64.NativeBackend;
import dev.tandem.manager.CodeStore;
import dev.tandem.manager.CompilationStatistics;
import dev.tandem.runtime.wiring.EngineModule;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Optimized code kept between runs. Whatever happens to what is kept, guests run right. */
class CodeCacheTest {
    private static final Path KERNEL = Path.of("../benchmarks/kernels/crc.wasm");
    private static final int ARGUMENT = 3;

    @TempDir
    private Path directory;

    private static EngineConfig config(String backend) {
        return EngineConfig.standard().withBackend(backend).withTier("optimizing");
    }

    /** Runs the kernel in a new engine; returns what was compiled. */
    private static CompilationStatistics run(EngineConfig config) {
        return run(Engine.create(config));
    }

    private static CompilationStatistics run(Engine made) {
        try (Engine engine = made;
                Module module = engine.compile(KERNEL)) {
            assertEquals(expected(), module.instantiate().function("run").call(ARGUMENT)[0]);
            return module.statistics();
        }
    }

    private static Object expected() {
        try (Engine engine = Engine.create(EngineConfig.standard().withBackend("jvm").withTier("baseline"));
                Module module = engine.compile(KERNEL)) {
            return module.instantiate().function("run").call(ARGUMENT)[0];
        }
    }

    private static void assertRecompiled(CompilationStatistics statistics) {
        assertEquals(0, statistics.cached());
        assertTrue(statistics.optimizing().functions() > 0, "compiled anew");
    }

    private static void assertCached(CompilationStatistics statistics) {
        assertTrue(statistics.cached() > 0, "taken from the cache");
        assertEquals(0, statistics.optimizing().functions(), "compiled anew");
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> !file.endsWith("lock")).toList();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"jvm", "auto"})
    void theNextRunFindsTheCodeOfTheLast(String backend) throws IOException {
        EngineConfig config = config(backend).withCodeDirectory(directory);
        assertRecompiled(run(config));
        assertEquals(1, files().size());
        assertCached(run(config));
    }

    @Test
    void baselineCodeIsNeitherKeptNorReplaced() {
        EngineConfig config = config("auto").withCodeDirectory(directory);
        run(config);
        assertEquals(0, run(config.withTier("baseline")).cached());
    }

    /** It would be in the way of code that was made with one. */
    @Test
    void codeThatWasMadeWithoutAProfileIsNotTakenWhereOneIsGathered() {
        EngineConfig config = config("auto").withCodeDirectory(directory);
        run(config);
        assertEquals(0, run(config.withTier("dynamic")).cached());
        assertCached(run(config));
    }

    /** Code for a processor with all features, and for one without those that came last, lie side by side. */
    @Test
    void otherProcessorsHaveOtherCode() {
        assumeTrue(NativeBackend.unavailable().isEmpty());
        EngineConfig config = config("x64").withCodeDirectory(directory);
        Backend lesser = new NativeBackend(true, Set.of(CpuFeature.AVX, CpuFeature.AVX2, CpuFeature.BMI1, CpuFeature.BMI2), false);
        assertRecompiled(run(config));
        assertRecompiled(run(config, lesser));
        assertCached(run(config, lesser));
        assertCached(run(config));
    }

    private static CompilationStatistics run(EngineConfig config, Backend backend) {
        return run(Guice.createInjector(Modules.override(new EngineModule(config)).with(new AbstractModule() {
                    @Override
                    protected void configure() {
                        bind(Backend.class).toInstance(backend);
                    }
                }))
                .getInstance(Engine.class));
    }

    @Test
    void otherOptionsHaveOtherCode() {
        assumeTrue(NativeBackend.unavailable().isEmpty());
        EngineConfig config = config("x64").withCodeDirectory(directory);
        run(config);
        assertRecompiled(run(config.withGuardPages(false)));
        assertRecompiled(run(config.withPhasesOff(Set.of("unrolling"))));
        assertCached(run(config.withPhasesOff(Set.of("unrolling"))));
        assertCached(run(config.withGuardPages(false)));
        assertCached(run(config));
    }

    @Test
    void otherTargetsHaveOtherCode() {
        EngineConfig config = config("auto").withCodeDirectory(directory);
        run(config);
        assertRecompiled(run(config.withGuardPages(false).withBackend("jvm")));
        assertCached(run(config));
    }

    @ParameterizedTest
    @ValueSource(strings = {"jvm", "auto"})
    void damagedFilesAreMadeAgain(String backend) throws IOException {
        EngineConfig config = config(backend).withCodeDirectory(directory);
        run(config);
        Path file = files().getFirst();
        byte[] whole = Files.readAllBytes(file);
        long seed = Long.getLong("tandem.test.seed", System.nanoTime());
        Random random = new Random(seed);
        for (int round = 0; round < 12; round++) {
            byte[] damaged = whole.clone();
            if (round % 3 == 0) {
                damaged = Arrays.copyOf(whole, random.nextInt(whole.length));
            } else {
                damaged[random.nextInt(whole.length)] ^= (byte) (1 << random.nextInt(8));
            }
            Files.write(file, damaged);
            CompilationStatistics statistics = run(config);
            assertEquals(0, statistics.cached(), "-Dtandem.test.seed=" + seed);
            assertCached(run(config));
        }
    }

    @Test
    void aFileUnderAnotherNameIsNotUsed() throws IOException {
        run(config("auto").withCodeDirectory(directory));
        Path machine = files().getFirst();
        run(config("jvm").withCodeDirectory(directory));
        List<Path> both = files();
        Path bytecode = both.getFirst().equals(machine) ? both.getLast() : both.getFirst();
        Files.copy(machine, bytecode, StandardCopyOption.REPLACE_EXISTING);
        assertRecompiled(run(config("jvm").withCodeDirectory(directory)));
    }

    @Test
    void directoriesThatOthersControlAreNotUsed() throws IOException {
        EngineConfig config = config("auto").withCodeDirectory(directory);
        run(config);
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxrwxrwx"));
        assertRecompiled(run(config));
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
        assertCached(run(config));
        Path link = directory.resolveSibling(directory.getFileName() + "-link");
        Files.createSymbolicLink(link, directory);
        assertRecompiled(run(config("auto").withCodeDirectory(link)));
        Files.delete(link);
    }

    @Test
    void aPlaceThatCannotBeWrittenCostsNothingButTheCache() throws IOException {
        Path file = Files.createFile(directory.resolve("file"));
        assertRecompiled(run(config("auto").withCodeDirectory(file)));
        assertRecompiled(run(config("auto").withCodeDirectory(file.resolve("below"))));
    }

    @Test
    void aDeploymentBringsItsOwnStore() {
        Map<String, byte[]> blobs = new ConcurrentHashMap<>();
        CodeStore store = new CodeStore() {
            @Override
            public Optional<ByteBuffer> load(String name) {
                return Optional.ofNullable(blobs.get(name)).map(ByteBuffer::wrap);
            }

            @Override
            public boolean store(String name, byte[] blob) {
                blobs.put(name, blob);
                return true;
            }

            @Override
            public void remove(String name) {
                blobs.remove(name);
            }
        };
        run(config("auto").withCodeStore(store));
        assertFalse(blobs.isEmpty());
        assertCached(run(config("auto").withCodeStore(store)));
    }

    @Test
    void enginesAtTheSamePlaceDoNotDisturbEachOther() {
        EngineConfig config = config("auto").withCodeDirectory(directory);
        List<CompletableFuture<Void>> runs = Stream.generate(() -> CompletableFuture.runAsync(() -> {
                    for (int i = 0; i < 5; i++) {
                        run(config);
                    }
                }))
                .limit(3)
                .toList();
        runs.forEach(CompletableFuture::join);
        assertCached(run(config));
    }
}
