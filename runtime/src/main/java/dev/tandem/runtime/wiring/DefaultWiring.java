// SPDX-License-Identifier: Apache-2.0
package dev.tandem.runtime.wiring;

import dev.tandem.api.Engine;
import dev.tandem.api.EngineConfig;
import dev.tandem.ir.backend.Backend;
import dev.tandem.ir.type.TypeRegistry;
import dev.tandem.manager.TieringPolicy;
import dev.tandem.manager.tiering.TierManager;
import dev.tandem.runtime.internal.EngineImpl;

/** Composes an engine by constructor calls: the same parts as {@link EngineModule}, without the time that Guice takes to start. */
public final class DefaultWiring {
    private DefaultWiring() {}

    /** @throws dev.tandem.api.CallException if the configuration names a part that does not exist */
    public static Engine engine(EngineConfig config) {
        Backend backend = Parts.backend(config);
        TieringPolicy policy = Parts.policy(config.tier());
        TierManager tiers = new TierManager(
                Parts.baseline(backend), Parts.optimizing(backend, policy), policy, config.listener());
        return new EngineImpl(config, backend, new TypeRegistry(), tiers);
    }
}
