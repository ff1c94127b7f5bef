// SPDX-License-Identifier: Apache-2.0
package dev.tandem.runtime.wiring;

import dev.tandem.api.Engine;
import dev.tandem.api.EngineConfig;

/** Composes an engine by plain constructor calls. */
public final class DefaultWiring {
    private DefaultWiring() {}

    @SuppressWarnings("DoNotCallSuggester")
    public static Engine engine(EngineConfig config) {
        throw new UnsupportedOperationException("engine for " + config);
    }
}
