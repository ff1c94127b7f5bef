// SPDX-License-Identifier: Apache-2.0
package dev.tandem.decoder;

import java.util.EnumSet;
import java.util.Set;

/** Which features one module uses, checked against those that are accepted. Thread-safe. */
public final class FeatureUse {
    private static final Feature[] FEATURES = Feature.values();

    private final int accepted;
    private volatile int used;

    public FeatureUse(Set<Feature> accepted) {
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
    public void require(Feature feature, long offset) {
        require(feature, offset, -1);
    }

    /** As {@link #require(Feature, long)}, for code of the function with that index. */
    public void require(Feature feature, long offset, int functionIndex) {
        if ((used & bit(feature)) == 0) {
            note(feature, offset, functionIndex);
        }
    }

    private synchronized void note(Feature feature, long offset, int functionIndex) {
        if ((accepted & bit(feature)) == 0) {
            throw new WasmFormatException(
                    WasmFormatException.Kind.FEATURE,
                    "the feature " + feature.id() + " is needed but not accepted",
                    offset,
                    functionIndex);
        }
        used |= bit(feature);
    }

    /** The features used so far: a copy. */
    public Set<Feature> used() {
        EnumSet<Feature> set = EnumSet.noneOf(Feature.class);
        int bits = used;
        for (Feature feature : FEATURES) {
            if ((bits & bit(feature)) != 0) {
                set.add(feature);
            }
        }
        return set;
    }

    private static int bit(Feature feature) {
        return 1 << feature.ordinal();
    }
}
