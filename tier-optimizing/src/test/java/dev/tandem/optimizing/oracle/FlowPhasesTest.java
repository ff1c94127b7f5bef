// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.oracle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tandem.decoder.DecoderOptions;
import dev.tandem.decoder.ModuleDecoder;
import dev.tandem.decoder.module.WasmModule;
import dev.tandem.ir.graph.Graph;
import dev.tandem.ir.graph.GraphVerifier;
import dev.tandem.ir.graph.cfg.Schedule;
import dev.tandem.ir.graph.cfg.ScheduleText;
import dev.tandem.ir.graph.cfg.ScheduleVerifier;
import dev.tandem.ir.profile.FunctionProfile;
import dev.tandem.ir.profile.ModuleProfile;
import dev.tandem.optimizing.build.GraphBuilder;
import dev.tandem.optimizing.canonical.Canonicalize;
import dev.tandem.optimizing.inline.InlineCalls;
import dev.tandem.optimizing.loop.InvariantMotion;
import dev.tandem.optimizing.loop.LoopPeeling;
import dev.tandem.optimizing.loop.LoopUnrolling;
import dev.tandem.optimizing.memory.BoundsCheckElimination;
import dev.tandem.optimizing.memory.DeadStores;
import dev.tandem.optimizing.memory.LoadElimination;
import dev.tandem.optimizing.pipeline.Phase;
import dev.tandem.optimizing.pipeline.PhaseContext;
import dev.tandem.optimizing.pipeline.PhaseObserver;
import dev.tandem.optimizing.pipeline.PhaseOptions;
import dev.tandem.optimizing.pipeline.Target;
import dev.tandem.optimizing.spi.CompilationRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Inlining, memory and loop phases mean the same, on the conformance suite and on real functions with random inputs. */
final class FlowPhasesTest {
    private static final List<Phase> PHASES = List.of(
            new InlineCalls(),
            new Canonicalize(),
            new InvariantMotion(),
            new LoopPeeling(),
            new LoadElimination(),
            new BoundsCheckElimination(),
            new DeadStores(),
            new Canonicalize(),
            new LoopUnrolling(),
            new LoadElimination(),
            new Canonicalize());

    static boolean suiteIsPresent() {
        return SpecScripts.arePresent();
    }

    private static Graph run(Graph graph, ModuleProfile profile) {
        WasmModule module = graph.module();
        CompilationRequest request = new CompilationRequest(module, module.body(graph.functionIndex()), profile, () -> false);
        PhaseContext context = new PhaseContext(request, Target.x64(true), PhaseOptions.DEFAULT, PhaseObserver.NONE);
        for (Phase phase : PHASES) {
            phase.apply(graph, context);
            GraphVerifier.verify(graph);
        }
        ScheduleVerifier.verify(Schedule.of(graph));
        return graph;
    }

    @EnabledIf(value = "suiteIsPresent", disabledReason = "the conformance suite ../shared/spec-testsuite is not there")
    @ParameterizedTest
    @ValueSource(strings = {"core", "bulk-memory", "function-references", "tail-call", "multi-memory", "memory64"})
    void assertionsHold(String group) {
        Map<WasmModule, ModuleProfile> profiles = new HashMap<>();
        SpecScripts.Outcome outcome = SpecScripts.run(group, graph -> {
            ModuleProfile profile = profiles.computeIfAbsent(graph.module(), module -> new GuessedProfile(module, 1));
            return run(graph, profile);
        });
        assertEquals(List.of(), outcome.failures());
    }

    @ParameterizedTest
    @ValueSource(strings = {"bzip2", "rust"})
    void realFunctionsDoTheSame(String program) throws IOException {
        Path file = Path.of("../third-party/wasm", program + ".wasm");
        assumeTrue(Files.exists(file), () -> file + " is absent");
        WasmModule module = ModuleDecoder.decode(Files.readAllBytes(file), DecoderOptions.all());
        GraphOracle oracle = new GraphOracle(module);
        ModuleProfile profile = new GuessedProfile(module, 2);
        for (int i = module.importedFunctionCount(); i < module.functionCount(); i++) {
            int f = i;
            // every other function with bounds checks
            GraphBuilder builder = new GraphBuilder(memory -> true);
            oracle.check(f, graph -> run(f % 2 == 0 ? graph : builder.build(module, module.body(f), FunctionProfile.empty()), profile), 3, 2);
        }
        assertTrue(oracle.compared() > 100, () -> oracle.compared() + " runs compared");
    }

    /** Compiling twice gives the same. */
    @ParameterizedTest
    @ValueSource(strings = {"bzip2"})
    void deterministic(String program) throws IOException {
        Path file = Path.of("../third-party/wasm", program + ".wasm");
        assumeTrue(Files.exists(file), () -> file + " is absent");
        WasmModule module = ModuleDecoder.decode(Files.readAllBytes(file), DecoderOptions.all());
        GraphOracle oracle = new GraphOracle(module);
        for (int f = module.importedFunctionCount(); f < module.functionCount(); f += 7) {
            ModuleProfile profile = new GuessedProfile(module, 2);
            assertEquals(
                    ScheduleText.of(Schedule.of(run(oracle.build(f), profile))),
                    ScheduleText.of(Schedule.of(run(oracle.build(f), profile))));
        }
    }
}
