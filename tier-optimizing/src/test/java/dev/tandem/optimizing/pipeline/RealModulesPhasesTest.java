// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.pipeline;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tandem.decoder.DecoderOptions;
import dev.tandem.decoder.ModuleDecoder;
import dev.tandem.decoder.module.WasmModule;
import dev.tandem.ir.graph.Graph;
import dev.tandem.ir.graph.GraphVerifier;
import dev.tandem.ir.profile.FunctionProfile;
import dev.tandem.optimizing.build.GraphBuilder;
import dev.tandem.optimizing.spi.CompilationRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every phase leaves a valid graph, on every function of real programs, where they are present. */
final class RealModulesPhasesTest {
    @ParameterizedTest
    @ValueSource(strings = {"bzip2", "rust", "quickjs"})
    void graphsStayValid(String program) throws IOException {
        Path file = Path.of("../third-party/wasm", program + ".wasm");
        assumeTrue(Files.exists(file), () -> file + " is absent");
        WasmModule module = ModuleDecoder.decode(Files.readAllBytes(file), DecoderOptions.all());
        GraphBuilder builder = new GraphBuilder();
        Map<String, Long> nodes = new TreeMap<>();
        for (int i = module.importedFunctionCount(); i < module.functionCount(); i++) {
            int function = i;
            Graph graph = builder.build(module, module.body(i), FunctionProfile.empty());
            PhaseObserver observer = (phase, changed, nanos) -> {
                nodes.merge(phase, (long) changed.size(), Long::sum);
                try {
                    GraphVerifier.verify(changed);
                } catch (RuntimeException e) {
                    throw new AssertionError("function " + function + " after " + phase, e);
                }
            };
            CompilationRequest request = new CompilationRequest(module, module.body(i));
            Pipeline.standard().run(graph, new PhaseContext(request, Target.x64(true), PhaseOptions.DEFAULT, observer));
        }
        assertTrue(nodes.get("dead-stores") < nodes.get("inlining"), () -> "nodes " + nodes);
    }
}
