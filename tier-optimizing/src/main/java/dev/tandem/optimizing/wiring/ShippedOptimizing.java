// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.wiring;

import dev.tandem.ir.backend.Backend;
import dev.tandem.ir.jvm.JvmBackend;
import dev.tandem.ir.nativex64.NativeBackend;
import dev.tandem.optimizing.jvm.JvmOptimizingCompiler;
import dev.tandem.optimizing.spi.CompilationRequest;
import dev.tandem.optimizing.spi.CompilationResult;
import dev.tandem.optimizing.spi.OptimizingCompiler;
import dev.tandem.optimizing.x64.X64OptimizingCompiler;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The optimizing compilers that come with the engine. */
public final class ShippedOptimizing {
    private ShippedOptimizing() {}

    /** The compiler for that backend. */
    public static Optional<OptimizingCompiler> forBackend(Backend backend) {
        return backend instanceof NativeBackend || backend instanceof JvmBackend
                ? Optional.of(new OnFirstUse(backend))
                : Optional.empty();
    }

    private static OptimizingCompiler make(Backend backend) {
        return backend instanceof NativeBackend machine
                ? new X64OptimizingCompiler(machine.target())
                : new JvmOptimizingCompiler();
    }

    /** Short programs end before anything is hot: they should not wait for the compiler's classes. */
    private static final class OnFirstUse implements OptimizingCompiler {
        private final Backend backend;
        private volatile @Nullable OptimizingCompiler made;

        OnFirstUse(Backend backend) {
            this.backend = backend;
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
                        known = make(backend);
                        made = known;
                    }
                }
            }
            return known;
        }
    }
}
