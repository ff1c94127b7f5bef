// SPDX-License-Identifier: Apache-2.0
package dev.tandem.manager;

import dev.tandem.decoder.module.FunctionBody;
import dev.tandem.decoder.module.WasmModule;
import dev.tandem.ir.code.Tier;

/**
 * Decides which tier makes a function's code. Thread-safe; asked on the guest's thread, so it should be quick.
 *
 * <p>A plug-in brings one as a {@link java.util.ServiceLoader} service, or binds it.
 */
public interface TieringPolicy {
    /** The name by which configurations choose it. */
    String id();

    /**
     * Which tier compiles a function that has no code yet and is needed now: {@link Tier#BASELINE} or {@link Tier#OPTIMIZED}. Where the
     * optimizing tier is missing or refuses the function, the baseline tier takes its place.
     */
    Tier firstTier(WasmModule module, FunctionBody body);
}
