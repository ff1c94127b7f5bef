// SPDX-License-Identifier: Apache-2.0
package dev.tandem.it.spec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.inject.AbstractModule;
import com.google.inject.Guice;
import com.google.inject.util.Modules;
import dev.tandem.api.Engine;
import dev.tandem.api.EngineConfig;
import dev.tandem.api.InstanceOptions;
import dev.tandem.cli.spec.Report;
import dev.tandem.cli.spec.ScriptFiles;
import dev.tandem.cli.spec.SuiteRunner;
import dev.tandem.ir.backend.Backend;
import dev.tandem.ir.nativex64.CpuFeature;
import dev.tandem.ir.nativex64.NativeBackend;
import dev.tandem.runtime.wiring.EngineModule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Runs the conformance suite that may lie beside the checkout, and compares with the list of known failures, both ways. */
@EnabledIf(value = "suiteIsPresent", disabledReason = "the conformance suite ../shared/spec-testsuite is not there")
class SpecSuiteIT {
    private static final Path FOLDER = Path.of("..", "..", "shared", "spec-testsuite", "json");
    /** No script comes near; a guest that never ends is a failure, not a hanging build. */
    private static final InstanceOptions OPTIONS = InstanceOptions.standard().withTimeout(Duration.ofMinutes(2));

    static boolean suiteIsPresent() {
        return Files.isDirectory(FOLDER);
    }

    /** All of WebAssembly 3.0, its two predecessors, and threads. */
    private static final List<String> GROUPS = List.of(
            "core",
            "bulk-memory",
            "simd",
            "gc",
            "function-references",
            "tail-call",
            "exceptions",
            "memory64",
            "multi-memory",
            "relaxed-simd",
            "threads",
            "wasm-1.0",
            "wasm-2.0");

    /** The ways to run guests. */
    enum Cell {
        JVM("jvm", true),
        JVM_OPTIMIZING("jvm", true) {
            @Override
            EngineConfig config() {
                return super.config().withTier("optimizing");
            }
        },
        X64("x64", true),
        X64_BOUNDS_CHECKS("x64", false),
        /** Garbage in upper halves, and nothing newer than SSE4.2. */
        X64_POISONED("x64", true) {
            @Override
            Engine engine() {
                Set<CpuFeature> masked = EnumSet.complementOf(
                        EnumSet.of(CpuFeature.SSE3, CpuFeature.SSSE3, CpuFeature.SSE4_1, CpuFeature.SSE4_2));
                NativeBackend backend = new NativeBackend(true, masked, true);
                return Guice.createInjector(Modules.override(new EngineModule(config())).with(new AbstractModule() {
                            @Override
                            protected void configure() {
                                bind(Backend.class).toInstance(backend);
                            }
                        }))
                        .getInstance(Engine.class);
            }
        };

        private final String backend;
        private final boolean guardPages;

        Cell(String backend, boolean guardPages) {
            this.backend = backend;
            this.guardPages = guardPages;
        }

        Engine engine() {
            return Engine.create(config());
        }

        EngineConfig config() {
            return EngineConfig.standard().withBackend(backend).withGuardPages(guardPages);
        }
    }

    static Stream<Arguments> cellsAndGroups() {
        return Stream.of(Cell.values()).flatMap(cell -> GROUPS.stream().map(group -> Arguments.of(cell, group)));
    }

    @ParameterizedTest
    @MethodSource("cellsAndGroups")
    void group(Cell cell, String group) throws IOException, InterruptedException {
        assumeTrue(
                !cell.backend.equals(NativeBackend.NAME) || NativeBackend.unavailable().isEmpty(),
                () -> NativeBackend.unavailable().orElse(""));
        ExpectedFailures expected = ExpectedFailures.read("expected-failures-" + cell.backend + ".txt");
        List<String> run = new ArrayList<>();
        List<String> surprises = new ArrayList<>();
        try (ScriptFiles files = new ScriptFiles();
                Engine engine = cell.engine()) {
            files.add(FOLDER.resolve(group + ".zip").toString());
            new SuiteRunner(engine, OPTIONS, Runtime.getRuntime().availableProcessors()).run(files.found(), (script, report) -> {
                Path folder = script.json().getParent();
                String name = group + "/" + (folder == null ? "" : folder.getFileName());
                run.add(name);
                if (report.failures().size() != expected.of(name)) {
                    surprises.add(describe(name, report, expected.of(name)));
                }
            });
        }
        surprises.addAll(expected.notAmong(run, group));
        assertEquals("", String.join("\n", surprises));
    }

    private static String describe(String name, Report report, int expected) {
        StringBuilder text = new StringBuilder(name + ": " + report.failures().size() + " failed, " + expected + " were expected to");
        for (Report.Failure failure : report.failures().subList(0, Math.min(20, report.failures().size()))) {
            text.append("\n  line ").append(failure.line()).append(": ").append(failure.reason());
        }
        return text.toString();
    }
}
