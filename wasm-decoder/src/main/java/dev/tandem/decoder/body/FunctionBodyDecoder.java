// SPDX-License-Identifier: Apache-2.0
package dev.tandem.decoder.body;

import dev.tandem.decoder.DecoderOptions;
import dev.tandem.decoder.Feature;
import dev.tandem.decoder.module.FunctionBody;
import dev.tandem.decoder.module.WasmModule;
import java.util.Set;

@SuppressWarnings("DoNotCallSuggester")
public final class FunctionBodyDecoder {
    public FunctionBodyDecoder(DecoderOptions options) {}

    /** Decodes and validates a body. */
    public void validate(WasmModule module, FunctionBody body) {
        throw new UnsupportedOperationException();
    }

    /** Decodes and validates a body and tells the visitor of its instructions. */
    public void decode(WasmModule module, FunctionBody body, BodyVisitor visitor) {
        throw new UnsupportedOperationException();
    }

    /** Whether the last body contains a {@code return_call}, {@code return_call_indirect} or {@code return_call_ref}. */
    public boolean hasTailCall() {
        throw new UnsupportedOperationException();
    }

    /** The features beyond WebAssembly 1.0 that the bodies so far used. */
    public Set<Feature> features() {
        throw new UnsupportedOperationException();
    }
}
