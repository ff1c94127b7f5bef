// SPDX-License-Identifier: Apache-2.0
package dev.tandem.baseline.wiring;

import dev.tandem.baseline.jvm.JvmBaselineCompiler;
import dev.tandem.baseline.spi.BaselineCompiler;
import dev.tandem.baseline.x64.X64BaselineCompiler;
import dev.tandem.ir.backend.Backend;
import dev.tandem.ir.jvm.JvmBackend;
import dev.tandem.ir.nativex64.NativeBackend;
import java.util.Optional;

/** The baseline compilers that come with the engine, for wiring without Guice. */
public final class ShippedBaseline {
    private ShippedBaseline() {}

    /** The compiler for that backend. */
    public static Optional<BaselineCompiler> forBackend(Backend backend) {
        if (backend instanceof NativeBackend machine) {
            return Optional.of(new X64BaselineCompiler(machine.target()));
        }
        return backend instanceof JvmBackend ? Optional.of(new JvmBaselineCompiler()) : Optional.empty();
    }
}
