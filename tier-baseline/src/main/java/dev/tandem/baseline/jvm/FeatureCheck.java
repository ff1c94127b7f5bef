// SPDX-License-Identifier: Apache-2.0
package dev.tandem.baseline.jvm;

import dev.tandem.decoder.Feature;
import dev.tandem.decoder.module.WasmModule;
import dev.tandem.ir.code.CompilationException;
import java.util.EnumSet;
import java.util.Set;

/** Refuses modules with instructions or types that this compiler has no code for. */
final class FeatureCheck {
    private static final Set<Feature> REFUSED = EnumSet.of(
            Feature.GC,
            Feature.EXCEPTIONS,
            Feature.THREADS);

    private FeatureCheck() {}

    static void check(WasmModule module) {
        for (Feature feature : module.features()) {
            if (REFUSED.contains(feature)) {
                throw new CompilationException(
                        "the module uses " + feature.id() + ", which the JVM backend does not support yet;"
                                + " build the module without it",
                        -1);
            }
        }
    }
}
