// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.wiring;

import dev.tandem.ir.asm.jvm.MethodLimits;
import dev.tandem.ir.backend.Backend;
import dev.tandem.ir.jvm.JvmBackend;
import dev.tandem.ir.nativex64.NativeBackend;
import dev.tandem.optimizing.jvm.JvmOptimizingCompiler;
import dev.tandem.optimizing.pipeline.Phase;
import dev.tandem.optimizing.pipeline.PhaseObserver;
import dev.tandem.optimizing.pipeline.PhaseOptions;
import dev.tandem.optimizing.pipeline.Pipeline;
import dev.tandem.optimizing.spi.CompilationRequest;
import dev.tandem.optimizing.spi.CompilationResult;
import dev.tandem.optimizing.spi.OptimizingCompiler;
import dev.tandem.optimizing.x64.X64OptimizingCompiler;
import dev.tandem.optimizing.x64.allocate.DispatchCopies;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The optimizing compilers that come with the engine. */
public final class ShippedOptimizing {
    private ShippedOptimizing() {}

    /** The compiler for that backend. */
    public static Optional<OptimizingCompiler> forBackend(Backend backend) {
        return forBackend(backend, Set.of());
    }

    /** The same without some of its {@link #phases}. */
    public static Optional<OptimizingCompiler> forBackend(Backend backend, Set<String> phasesOff) {
        return backend instanceof NativeBackend || backend instanceof JvmBackend
                ? Optional.of(new OnFirstUse(backend, phasesOff))
                : Optional.empty();
    }

    /** The names of all that can be left out. */
    public static SortedSet<String> phases() {
        SortedSet<String> names = new TreeSet<>(List.of(PhaseOptions.VALUE_NUMBERING, PhaseOptions.GUARDED_INLINING, DispatchCopies.NAME));
        for (Phase phase : Pipeline.standard().phases()) {
            names.add(phase.name());
        }
        return names;
    }

    private static OptimizingCompiler make(Backend backend, Set<String> phasesOff) {
        PhaseOptions options = PhaseOptions.DEFAULT.without(phasesOff);
        return backend instanceof NativeBackend machine
                ? new X64OptimizingCompiler(machine.target(), options, PhaseObserver.NONE, false)
                : new JvmOptimizingCompiler(Pipeline.standard(), options, PhaseObserver.NONE, MethodLimits.HOTSPOT);
    }

    /** Short programs end before anything is hot: they should not wait for the compiler's classes. */
    private static final class OnFirstUse implements OptimizingCompiler {
        private final Backend backend;
        private final Set<String> phasesOff;
        private volatile @Nullable OptimizingCompiler made;

        OnFirstUse(Backend backend, Set<String> phasesOff) {
            this.backend = backend;
            this.phasesOff = phasesOff;
        }

        @Override
        public String backend() {
            return backend.name();
        }

        @Override
        public CompilationResult compile(CompilationRequest request) {
            return compiler().compile(request);
        }

        @Override
        public Optional<String> listing(CompilationRequest request, String stage) {
            return compiler().listing(request, stage);
        }

        private OptimizingCompiler compiler() {
            OptimizingCompiler known = made;
            if (known == null) {
                synchronized (this) {
                    known = made;
                    if (known == null) {
                        known = make(backend, phasesOff);
                        made = known;
                    }
                }
            }
            return known;
        }
    }
}
