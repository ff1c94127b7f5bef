// SPDX-License-Identifier: Apache-2.0
package dev.tandem.decoder;

import java.util.HashSet;
import java.util.Set;

/** Which features one module uses, checked against those that are accepted. Thread-safe. */
final class FeatureUse {
    private static final Feature[] FEATURES = Feature.values();

    private final int accepted;
    private volatile int used;

    FeatureUse(Set<Feature> accepted) {
        int bits = 0;
        for (Feature feature : accepted) {
            bits |= bit(feature);
        }
        this.accepted = bits;
    }

    /**
     * Notes that the module uses {@code feature}.
     *
     * @param offset byte offset in the module of what needs the feature
     * @throws WasmFormatException of kind {@code FEATURE} if it is not accepted
     */
    void require(Feature feature, long offset) {
        if ((used & bit(feature)) == 0) {
            note(feature, offset);
        }
    }

    private synchronized void note(Feature feature, long offset) {
        if ((accepted & bit(feature)) == 0) {
            throw new WasmFormatException(
                    WasmFormatException.Kind.FEATURE,
                    "the feature " + feature.id() + " is needed but not accepted",
                    offset,
                    -1);
        }
        used |= bit(feature);
    }

    /** Notes features that are known to be accepted. */
    synchronized void noteAll(Set<Feature> more) {
        for (Feature feature : more) {
            used |= bit(feature);
        }
    }

    /** The features used so far: a copy. */
    Set<Feature> used() {
        Set<Feature> set = new HashSet<>();
        int bits = used;
        for (Feature feature : FEATURES) {
            if ((bits & bit(feature)) != 0) {
                set.add(feature);
            }
        }
        return set;
    }

    @SuppressWarnings("EnumOrdinal") // bits of one run, kept nowhere
    private static int bit(Feature feature) {
        return 1 << feature.ordinal();
    }
}
