// SPDX-License-Identifier: Apache-2.0
package dev.tandem.it.engine;

import dev.tandem.decoder.module.FunctionBody;
import dev.tandem.decoder.module.WasmModule;
import dev.tandem.ir.code.Tier;
import dev.tandem.manager.TieringPolicy;

/** A policy that comes as a service, as from a jar on the class path. Asks for the optimizing tier for all it sees. */
public final class PluggedPolicy implements TieringPolicy {
    @Override
    public String id() {
        return "plugged";
    }

    @Override
    public Tier firstTier(WasmModule module, FunctionBody body) {
        return Tier.OPTIMIZED;
    }
}
