// SPDX-License-Identifier: Apache-2.0
package dev.tandem.baseline.wiring;

import com.google.inject.AbstractModule;
import dev.tandem.baseline.jvm.JvmBaselineCompiler;
import dev.tandem.baseline.spi.BaselineCompiler;

/** Binds the baseline compiler of the JVM backend. */
public final class BaselineModule extends AbstractModule {
    public BaselineModule() {}

    @Override
    protected void configure() {
        bind(BaselineCompiler.class).to(JvmBaselineCompiler.class);
    }
}
