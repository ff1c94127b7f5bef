// SPDX-License-Identifier: Apache-2.0
package dev.tandem.manager;

import dev.tandem.decoder.module.FunctionBody;
import dev.tandem.decoder.module.WasmModule;
import dev.tandem.ir.code.Tier;
import java.util.Optional;

/** The policies that come with the engine. */
public enum ShippedPolicy implements TieringPolicy {
    /** Runnable at once, better when it pays. */
    DYNAMIC("dynamic", Tier.BASELINE),
    /** Baseline code only. */
    BASELINE("baseline", Tier.BASELINE),
    /** Optimized before the first call, where the optimizing tier can. */
    OPTIMIZING("optimizing", Tier.OPTIMIZED);

    private final String id;
    private final Tier first;

    ShippedPolicy(String id, Tier first) {
        this.id = id;
        this.first = first;
    }

    /** The shipped policy of that name. */
    public static Optional<ShippedPolicy> named(String name) {
        for (ShippedPolicy policy : values()) {
            if (policy.id.equals(name)) {
                return Optional.of(policy);
            }
        }
        return Optional.empty();
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public Tier firstTier(WasmModule module, FunctionBody body) {
        return first;
    }
}
