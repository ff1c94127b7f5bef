// SPDX-License-Identifier: Apache-2.0
package dev.tandem.baseline.wiring;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import dev.tandem.baseline.spi.BaselineCompiler;
import dev.tandem.ir.backend.Backend;

/** Binds the shipped baseline compiler of the engine's backend. */
public final class BaselineModule extends AbstractModule {
    public BaselineModule() {}

    @Provides
    @Singleton
    BaselineCompiler compiler(Backend backend) {
        return ShippedBaseline.forBackend(backend)
                .orElseThrow(() -> new IllegalArgumentException("no baseline compiler is shipped for the backend '" + backend.name()
                        + "': bind one"));
    }
}
