// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.wiring;

import dev.tandem.ir.backend.Backend;
import dev.tandem.ir.jvm.JvmBackend;
import dev.tandem.ir.nativex64.NativeBackend;
import dev.tandem.optimizing.jvm.JvmOptimizingCompiler;
import dev.tandem.optimizing.spi.OptimizingCompiler;
import dev.tandem.optimizing.x64.X64OptimizingCompiler;
import java.util.Optional;

/** The optimizing compilers that come with the engine. */
public final class ShippedOptimizing {
    private ShippedOptimizing() {}

    /** The compiler for that backend. */
    public static Optional<OptimizingCompiler> forBackend(Backend backend) {
        if (backend instanceof NativeBackend machine) {
            return Optional.of(new X64OptimizingCompiler(machine.target()));
        }
        return backend instanceof JvmBackend ? Optional.of(new JvmOptimizingCompiler()) : Optional.empty();
    }
}
