// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.wiring;

import dev.tandem.ir.backend.Backend;
import dev.tandem.ir.jvm.JvmBackend;
import dev.tandem.optimizing.jvm.JvmOptimizingCompiler;
import dev.tandem.optimizing.spi.OptimizingCompiler;
import java.util.Optional;

/** The optimizing compilers that come with the engine, for wiring without Guice. */
public final class ShippedOptimizing {
    private ShippedOptimizing() {}

    /** The compiler for that backend. */
    public static Optional<OptimizingCompiler> forBackend(Backend backend) {
        return backend instanceof JvmBackend ? Optional.of(new JvmOptimizingCompiler()) : Optional.empty();
    }
}
