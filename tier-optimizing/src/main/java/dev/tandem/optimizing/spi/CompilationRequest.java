// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.spi;

import dev.tandem.decoder.module.FunctionBody;
import dev.tandem.decoder.module.WasmModule;
import dev.tandem.ir.profile.FunctionProfile;
import dev.tandem.ir.profile.ModuleProfile;
import java.util.function.BooleanSupplier;

/**
 * One function to compile.
 *
 * @param module gives the bodies of other functions, too, for inlining
 * @param profiles of this and other functions; may be empty
 * @param cancelled whether the result is not wanted any more; cheap to ask
 */
public record CompilationRequest(
        WasmModule module, FunctionBody body, ModuleProfile profiles, BooleanSupplier cancelled) {
    /** Without a profile, and never cancelled. */
    public CompilationRequest(WasmModule module, FunctionBody body) {
        this(module, body, ModuleProfile.EMPTY, () -> false);
    }

    public int functionIndex() {
        return body.functionIndex();
    }

    /** What was seen of this function. */
    public FunctionProfile profile() {
        return profiles.function(body.functionIndex());
    }

    /**
     * To be called now and then, between phases at least.
     *
     * @throws CompilationCancelledException if it is cancelled
     */
    public void checkCancelled() {
        if (cancelled.getAsBoolean()) {
            throw new CompilationCancelledException();
        }
    }
}
