// SPDX-License-Identifier: Apache-2.0
package dev.tandem.decoder;

import java.util.Set;

/**
 * What a deployment accepts. Immutable.
 *
 * @param features the parts of WebAssembly beyond 1.0 that modules may use
 */
public record DecoderOptions(Set<Feature> features, ImplementationLimits limits) {
    public DecoderOptions {
        features = Set.copyOf(features);
    }

    /** Every feature, and the limits that browsers have. */
    public static DecoderOptions all() {
        return new DecoderOptions(Set.of(Feature.values()), ImplementationLimits.standard());
    }

    public boolean has(Feature feature) {
        return features.contains(feature);
    }
}
