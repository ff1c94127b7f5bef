// SPDX-License-Identifier: Apache-2.0
package org.example.tier;

import dev.tandem.decoder.module.FunctionBody;
import dev.tandem.decoder.module.WasmModule;
import dev.tandem.ir.profile.Feedback;
import dev.tandem.manager.ProfilingPolicy;
import java.util.Set;

/** A profiling policy that has calls counted, and logs for which functions it was asked. */
public final class LoggingProfiling implements ProfilingPolicy {
    private static final System.Logger LOGGER = System.getLogger("org.example.tier");

    public LoggingProfiling() {}

    @Override
    public String id() {
        return "logging";
    }

    @Override
    public Set<Feedback> feedback(WasmModule module, FunctionBody body) {
        LOGGER.log(System.Logger.Level.INFO, "watching the calls of function {0}", body.functionIndex());
        return Set.of(Feedback.CALLS);
    }
}
