// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.build;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tandem.decoder.DecoderOptions;
import dev.tandem.decoder.ModuleDecoder;
import dev.tandem.decoder.module.WasmModule;
import dev.tandem.ir.graph.Graph;
import dev.tandem.ir.graph.GraphVerifier;
import dev.tandem.ir.profile.FunctionProfile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Builds and verifies every function of real programs, where they are present. */
class RealModulesTest {
    @ParameterizedTest
    @ValueSource(strings = {"bzip2", "quickjs", "rust", "go"})
    void everyFunctionBuilds(String program) throws IOException {
        Path file = Path.of("../third-party/wasm", program + ".wasm");
        assumeTrue(Files.exists(file), () -> file + " is absent");
        WasmModule module = ModuleDecoder.decode(Files.readAllBytes(file), DecoderOptions.all());
        GraphBuilder builder = new GraphBuilder();
        int built = 0;
        for (int i = module.importedFunctionCount(); i < module.functionCount(); i++) {
            Graph graph = builder.build(module, module.body(i), FunctionProfile.empty());
            GraphVerifier.verify(graph);
            built++;
        }
        assertEquals(module.functionCount() - module.importedFunctionCount(), built);
    }
}
