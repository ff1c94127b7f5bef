// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.wiring;

import com.google.inject.AbstractModule;
import com.google.inject.multibindings.OptionalBinder;
import dev.tandem.optimizing.spi.OptimizingCompiler;

/** Leaves a place for an optimizing compiler that takes the place of the shipped one. */
public final class OptimizingModule extends AbstractModule {
    @Override
    protected void configure() {
        OptionalBinder.newOptionalBinder(binder(), OptimizingCompiler.class);
    }
}
