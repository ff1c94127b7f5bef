// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.work;

import dev.tandem.decoder.module.WasmModule;
import dev.tandem.ir.nativex64.CpuFeature;
import dev.tandem.ir.nativex64.NativeTarget;
import dev.tandem.optimizing.build.LargeShape;
import dev.tandem.optimizing.pipeline.PhaseObserver;
import dev.tandem.optimizing.pipeline.PhaseOptions;
import dev.tandem.optimizing.spi.CompilationRequest;
import dev.tandem.optimizing.x64.X64OptimizingCompiler;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;

/** Counts the steps of a compilation; lives in a {@link CountingLoader}. */
public final class Work {
    private static long steps;

    private Work() {}

    /** What counted code calls. */
    public static void step() {
        steps++;
    }

    /** The steps that it takes to compile a function of that shape. */
    public static long compile(String shape, int n) {
        WasmModule module = LargeShape.valueOf(shape).module(n);
        // Counted code is slow, so it gets much time.
        var options = new PhaseOptions(Set.of(), PhaseOptions.DEFAULT.nodeBudget(), Duration.ofHours(1));
        var target = new NativeTarget(EnumSet.allOf(CpuFeature.class), true, false);
        var compiler = new X64OptimizingCompiler(target, options, PhaseObserver.NONE, false);
        long before = steps;
        compiler.compile(new CompilationRequest(module, module.body(0)));
        return steps - before;
    }
}
