// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.work;

import dev.tandem.decoder.module.WasmModule;
import dev.tandem.ir.asm.jvm.MethodLimits;
import dev.tandem.ir.code.CompilationException;
import dev.tandem.ir.nativex64.CpuFeature;
import dev.tandem.ir.nativex64.NativeTarget;
import dev.tandem.optimizing.build.LargeShape;
import dev.tandem.optimizing.jvm.JvmOptimizingCompiler;
import dev.tandem.optimizing.pipeline.PhaseObserver;
import dev.tandem.optimizing.pipeline.PhaseOptions;
import dev.tandem.optimizing.pipeline.Pipeline;
import dev.tandem.optimizing.spi.CompilationRequest;
import dev.tandem.optimizing.spi.OptimizingCompiler;
import dev.tandem.optimizing.x64.X64OptimizingCompiler;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;

/** Counts the steps of a compilation; lives in a {@link CountingLoader}. */
public final class Work {
    private static final NativeTarget TARGET = new NativeTarget(EnumSet.allOf(CpuFeature.class), true, false);

    private static long steps;

    private Work() {}

    /** What counted code calls. */
    public static void step() {
        steps++;
    }

    /** The steps that it takes to compile a function of that shape, or to refuse it. */
    public static long steps(String shape, int n, boolean bytecode) {
        WasmModule module = LargeShape.valueOf(shape).module(n);
        long before = steps;
        compile(module, bytecode);
        return steps - before;
    }

    /** Compiles the function, or refuses it. */
    static void compile(WasmModule module, boolean bytecode) {
        // Counted code is slow, so it gets much time.
        var options = new PhaseOptions(Set.of(), PhaseOptions.DEFAULT.nodeBudget(), Duration.ofHours(1));
        OptimizingCompiler compiler = bytecode
                ? new JvmOptimizingCompiler(Pipeline.standard(), options, PhaseObserver.NONE, MethodLimits.HOTSPOT)
                : new X64OptimizingCompiler(TARGET, options, PhaseObserver.NONE, false);
        try {
            compiler.compile(new CompilationRequest(module, module.body(0)));
        } catch (CompilationException refused) {
            // What it took up to there counts.
        }
    }
}
