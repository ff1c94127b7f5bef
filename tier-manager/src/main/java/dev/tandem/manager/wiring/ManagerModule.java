// SPDX-License-Identifier: Apache-2.0
package dev.tandem.manager.wiring;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import dev.tandem.baseline.spi.BaselineCompiler;
import dev.tandem.manager.ProfilingPolicy;
import dev.tandem.manager.TierListener;
import dev.tandem.manager.TieringPolicy;
import dev.tandem.manager.tiering.TierManager;
import dev.tandem.optimizing.spi.OptimizingCompiler;
import java.util.Optional;

/** Binds the tier manager; needs bindings of compilers, policies and listener. */
public final class ManagerModule extends AbstractModule {
    @Provides
    @Singleton
    TierManager tiers(
            BaselineCompiler baseline,
            Optional<OptimizingCompiler> optimizing,
            TieringPolicy policy,
            ProfilingPolicy profiling,
            TierListener listener) {
        return new TierManager(baseline, optimizing, policy, profiling, listener);
    }
}
