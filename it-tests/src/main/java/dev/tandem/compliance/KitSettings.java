// SPDX-License-Identifier: Apache-2.0
package dev.tandem.compliance;

import com.google.inject.Module;
import dev.tandem.ir.code.Tier;
import java.util.List;

/** What {@link TierCompliance} says, or the command line. */
record KitSettings(
        String baseline, String optimizing, String backend, List<Class<? extends Module>> wiring, Tier tier, int modules, boolean spec) {
    static KitSettings of(TierCompliance annotation) {
        return new KitSettings(
                annotation.baseline(),
                annotation.optimizing(),
                annotation.backend(),
                List.of(annotation.wiring()),
                annotation.tier(),
                annotation.modules(),
                annotation.spec());
    }
}
