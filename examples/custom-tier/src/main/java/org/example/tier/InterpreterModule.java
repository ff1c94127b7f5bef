// SPDX-License-Identifier: Apache-2.0
package org.example.tier;

import com.google.inject.AbstractModule;
import dev.tandem.baseline.spi.BaselineCompiler;
import dev.tandem.manager.ProfilingPolicy;

/** Puts the interpreter and its policy in the place of the shipped parts. */
public final class InterpreterModule extends AbstractModule {
    @Override
    protected void configure() {
        bind(BaselineCompiler.class).to(Interpreter.class);
        bind(ProfilingPolicy.class).to(LoggingProfiling.class);
    }
}
