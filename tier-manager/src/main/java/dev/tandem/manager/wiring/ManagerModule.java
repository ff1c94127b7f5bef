// SPDX-License-Identifier: Apache-2.0
package dev.tandem.manager.wiring;

import com.google.inject.AbstractModule;
import com.google.inject.multibindings.OptionalBinder;
import dev.tandem.manager.ShippedPolicy;
import dev.tandem.manager.TierListener;
import dev.tandem.manager.TieringPolicy;
import dev.tandem.optimizing.spi.OptimizingCompiler;

/** The tier manager's part of the wiring. Policy and listener are defaults that a deployment may set. */
public final class ManagerModule extends AbstractModule {
    @Override
    protected void configure() {
        OptionalBinder.newOptionalBinder(binder(), TieringPolicy.class)
                .setDefault()
                .toInstance(ShippedPolicy.DYNAMIC);
        OptionalBinder.newOptionalBinder(binder(), TierListener.class)
                .setDefault()
                .toInstance(TierListener.NONE);
        OptionalBinder.newOptionalBinder(binder(), OptimizingCompiler.class);
    }
}
