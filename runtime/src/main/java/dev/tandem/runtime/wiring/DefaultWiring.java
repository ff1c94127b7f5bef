// SPDX-License-Identifier: Apache-2.0
package dev.tandem.runtime.wiring;

import dev.tandem.api.Engine;
import dev.tandem.api.EngineConfig;
import dev.tandem.ir.backend.Backend;
import dev.tandem.ir.type.TypeRegistry;
import dev.tandem.manager.TieringPolicy;
import dev.tandem.runtime.internal.EngineImpl;

/** Composes an engine by constructor calls: the same parts as {@link EngineModule}, without the time that Guice takes to start. */
public final class DefaultWiring {
    private DefaultWiring() {}

    /** @throws dev.tandem.api.CallException if the configuration names a part that does not exist */
    public static Engine engine(EngineConfig config) {
        Backend backend = Parts.backend(config);
        TieringPolicy policy = Parts.policy(config.tier());
        return new EngineImpl(
                config,
                new TypeRegistry(),
                Parts.generator(backend, policy, config),
                Parts.choice(config, backend),
                Parts.otherGenerator(config, backend, policy));
    }
}
