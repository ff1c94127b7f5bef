// SPDX-License-Identifier: Apache-2.0
package dev.tandem.baseline.wiring;

import dev.tandem.baseline.jvm.JvmBaselineCompiler;
import dev.tandem.baseline.spi.BaselineCompiler;
import dev.tandem.ir.jvm.JvmBackend;
import java.util.Optional;

/** The baseline compilers that come with the engine, for wiring without Guice. */
public final class ShippedBaseline {
    private ShippedBaseline() {}

    /** The compiler for the backend of that name. */
    public static Optional<BaselineCompiler> forBackend(String name) {
        return name.equals(JvmBackend.NAME) ? Optional.of(new JvmBaselineCompiler()) : Optional.empty();
    }
}
