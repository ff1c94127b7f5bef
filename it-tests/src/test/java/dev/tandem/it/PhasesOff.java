// SPDX-License-Identifier: Apache-2.0
package dev.tandem.it;

import dev.tandem.ir.asm.jvm.MethodLimits;
import dev.tandem.ir.jvm.JvmBackend;
import dev.tandem.ir.nativex64.NativeBackend;
import dev.tandem.optimizing.jvm.JvmOptimizingCompiler;
import dev.tandem.optimizing.pipeline.PhaseObserver;
import dev.tandem.optimizing.pipeline.PhaseOptions;
import dev.tandem.optimizing.pipeline.Pipeline;
import dev.tandem.optimizing.spi.OptimizingCompiler;
import dev.tandem.optimizing.wiring.ShippedOptimizing;
import dev.tandem.optimizing.x64.X64OptimizingCompiler;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;

/** The optimizing compilers with some of their phases left out: each of them is optional, in any combination. */
public final class PhasesOff {
    private PhasesOff() {}

    /** The names of the phases that a seed leaves out, about half of them; seed 0 leaves out all. Which other phases there are makes no difference. */
    public static Set<String> of(long seed) {
        Set<String> off = new TreeSet<>();
        for (String phase : ShippedOptimizing.phases()) {
            if (seed == 0 || new SplittableRandom(31 * seed + phase.hashCode()).nextBoolean()) {
                off.add(phase);
            }
        }
        return off;
    }

    static OptimizingCompiler compiler(Cell cell, long seed) {
        PhaseOptions options = PhaseOptions.DEFAULT.without(of(seed));
        if (cell.variant().backend().equals(JvmBackend.NAME)) {
            return new JvmOptimizingCompiler(Pipeline.standard(), options, PhaseObserver.NONE, MethodLimits.HOTSPOT);
        }
        boolean guardPages = cell.variant() != Cell.Variant.X64_CHECKS;
        return new X64OptimizingCompiler(
                new NativeBackend(guardPages, Set.of(), false).target(), options, PhaseObserver.NONE, true);
    }
}
