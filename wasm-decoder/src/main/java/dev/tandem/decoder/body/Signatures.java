// SPDX-License-Identifier: Apache-2.0
package dev.tandem.decoder.body;

import dev.tandem.decoder.module.WasmModule;
import dev.tandem.decoder.type.TypeSection;
import dev.tandem.decoder.type.ValueType;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The signatures of a module's functions and of blocks, made at their first use. */
final class Signatures {
    private @Nullable Signature[] byType = {};
    private final @Nullable Signature[] byNumberResult = new Signature[8];
    private final Map<Integer, Signature> byReferenceResult = new HashMap<>();
    private @Nullable WasmModule module;

    /** Forgets another module's types. */
    @SuppressWarnings("ReferenceEquality") // the very module
    void use(WasmModule module) {
        if (this.module != module) {
            this.module = module;
            Arrays.fill(byType, null);
            byReferenceResult.clear();
        }
    }

    /** The signature of the function type with that canonical index. */
    Signature ofType(TypeSection types, int index) {
        if (index >= byType.length) {
            byType = Arrays.copyOf(byType, Math.max(index + 1, types.size()));
        }
        Signature signature = byType[index];
        if (signature == null) {
            signature = new Signature(types.function(index));
            byType[index] = signature;
        }
        return signature;
    }

    /** The signature of a block with that result, the code of a value type; {@link ValueType#BOTTOM_CODE} means no result. */
    Signature ofResult(int code) {
        if (code >= byNumberResult.length) {
            return byReferenceResult.computeIfAbsent(code, Signature::ofResult);
        }
        Signature signature = byNumberResult[code];
        if (signature == null) {
            signature = Signature.ofResult(code);
            byNumberResult[code] = signature;
        }
        return signature;
    }
}
