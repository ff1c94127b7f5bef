// SPDX-License-Identifier: Apache-2.0
package dev.tandem.manager;

import dev.tandem.decoder.module.FunctionBody;
import dev.tandem.decoder.module.WasmModule;
import dev.tandem.ir.profile.Feedback;
import java.util.Set;

/**
 * Decides what baseline code records of a function for the optimizing tier. Only asked for functions that have a {@link Budget}. All
 * instances of a module run the same code and add to the same profile. Thread-safe.
 *
 * <p>A plug-in brings one as a {@link java.util.ServiceLoader} service, or binds it.
 */
public interface ProfilingPolicy {
    /** The name by which configurations choose it. */
    String id();

    /** What is recorded. */
    Set<Feedback> feedback(WasmModule module, FunctionBody body);
}
