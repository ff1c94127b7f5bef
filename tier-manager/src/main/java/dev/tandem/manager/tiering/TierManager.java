// SPDX-License-Identifier: Apache-2.0
package dev.tandem.manager.tiering;

import dev.tandem.baseline.spi.BaselineCompiler;
import dev.tandem.decoder.module.WasmModule;
import dev.tandem.manager.TierListener;
import dev.tandem.manager.TieringPolicy;
import dev.tandem.optimizing.spi.OptimizingCompiler;
import jakarta.inject.Inject;
import java.util.Optional;

/** The tiers of an engine and the policy between them. Immutable and thread-safe. */
public final class TierManager {
    private final BaselineCompiler baseline;
    private final Optional<OptimizingCompiler> optimizing;
    private final TieringPolicy policy;
    private final TierListener listener;

    /** @param optimizing of the same backend as {@code baseline}, if there is one */
    @Inject
    public TierManager(
            BaselineCompiler baseline,
            Optional<OptimizingCompiler> optimizing,
            TieringPolicy policy,
            TierListener listener) {
        this.baseline = baseline;
        this.optimizing = optimizing;
        this.policy = policy;
        this.listener = listener;
    }

    /**
     * Takes a module into care.
     *
     * @param name of the module, for events
     * @throws dev.tandem.ir.code.CompilationException if the baseline tier cannot run it
     */
    public ModuleTiers manage(WasmModule module, String name) {
        baseline.check(module);
        return new ModuleTiers(module, name, this);
    }

    BaselineCompiler baseline() {
        return baseline;
    }

    Optional<OptimizingCompiler> optimizing() {
        return optimizing;
    }

    TieringPolicy policy() {
        return policy;
    }

    TierListener listener() {
        return listener;
    }
}
