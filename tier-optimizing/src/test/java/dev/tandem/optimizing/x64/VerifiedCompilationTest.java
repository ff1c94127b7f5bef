// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.x64;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tandem.decoder.DecoderOptions;
import dev.tandem.decoder.ModuleDecoder;
import dev.tandem.decoder.module.WasmModule;
import dev.tandem.ir.nativex64.CpuFeature;
import dev.tandem.ir.nativex64.NativeArtifact;
import dev.tandem.ir.nativex64.NativeTarget;
import dev.tandem.optimizing.pipeline.PhaseObserver;
import dev.tandem.optimizing.pipeline.PhaseOptions;
import dev.tandem.optimizing.spi.CompilationRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Register allocations of real programs are verified, with all features of processors and with none; compiling again gives the same code. */
class VerifiedCompilationTest {
    private static final Path KERNELS = Path.of("..", "benchmarks", "kernels");

    @ParameterizedTest
    @ValueSource(strings = {"sha256", "chacha20", "bigint", "interp", "indirect", "nbody", "states", "json"})
    void kernel(String name) throws IOException {
        WasmModule module = ModuleDecoder.decode(Files.readAllBytes(KERNELS.resolve(name + ".wasm")), DecoderOptions.all());
        compile(module, EnumSet.allOf(CpuFeature.class));
        compile(module, Set.of());
    }

    private static void compile(WasmModule module, Set<CpuFeature> features) {
        var compiler = new X64OptimizingCompiler(
                new NativeTarget(features, true, false), PhaseOptions.DEFAULT, PhaseObserver.NONE, true);
        for (int i = module.importedFunctionCount(); i < module.functionCount(); i++) {
            byte[] code = compile(compiler, module, i);
            assertTrue(code.length > 0);
            assertArrayEquals(code, compile(compiler, module, i), "function " + i);
        }
    }

    private static byte[] compile(X64OptimizingCompiler compiler, WasmModule module, int function) {
        var request = new CompilationRequest(module, module.body(function));
        return ((NativeArtifact) compiler.compile(request).artifact()).code();
    }
}
