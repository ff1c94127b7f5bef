// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.whole;

import dev.tandem.decoder.DecoderOptions;
import dev.tandem.decoder.ModuleDecoder;
import dev.tandem.decoder.module.WasmModule;
import dev.tandem.ir.asm.jvm.MethodLimits;
import dev.tandem.ir.code.CodeArtifact;
import dev.tandem.ir.jvm.JvmBackend;
import dev.tandem.ir.nativex64.CpuFeature;
import dev.tandem.ir.nativex64.NativeArtifact;
import dev.tandem.ir.nativex64.NativeBackend;
import dev.tandem.ir.nativex64.NativeTarget;
import dev.tandem.optimizing.jvm.JvmOptimizingCompiler;
import dev.tandem.optimizing.pipeline.PhaseObserver;
import dev.tandem.optimizing.pipeline.PhaseOptions;
import dev.tandem.optimizing.pipeline.Pipeline;
import dev.tandem.optimizing.spi.OptimizingCompiler;
import dev.tandem.optimizing.x64.X64OptimizingCompiler;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;

/** The compilers by name: {@code jvm}, {@code x64} with guard pages, {@code x64-checks} with explicit checks. */
final class Compilers {
    private static final Path KERNELS = Path.of("..", "benchmarks", "kernels");

    private Compilers() {}

    static OptimizingCompiler of(String name, Set<String> phasesOff) {
        return of(name, phasesOff, PhaseObserver.NONE);
    }

    static OptimizingCompiler of(String name, Set<String> phasesOff, PhaseObserver observer) {
        PhaseOptions options = PhaseOptions.DEFAULT.without(phasesOff);
        return name.equals("jvm")
                ? new JvmOptimizingCompiler(Pipeline.standard(), options, observer, MethodLimits.HOTSPOT)
                : new X64OptimizingCompiler(
                        new NativeTarget(EnumSet.allOf(CpuFeature.class), name.equals("x64"), false), options, observer, false);
    }

    /** All that is in an artifact, as the cache would keep it; where native code cannot run, the code alone. */
    static byte[] bytes(String name, CodeArtifact artifact) {
        if (name.equals("jvm")) {
            return new JvmBackend().artifactFormat().orElseThrow().encode(artifact);
        }
        return NativeBackend.unavailable().isEmpty()
                ? new NativeBackend(false, Set.of(), false).artifactFormat().orElseThrow().encode(artifact)
                : ((NativeArtifact) artifact).code();
    }

    static WasmModule kernel(String name) {
        try {
            return ModuleDecoder.decode(Files.readAllBytes(KERNELS.resolve(name + ".wasm")), DecoderOptions.all());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
