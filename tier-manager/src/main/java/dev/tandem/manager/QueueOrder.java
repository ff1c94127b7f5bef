// SPDX-License-Identifier: Apache-2.0
package dev.tandem.manager;

import java.util.Comparator;

/** The orders of waiting functions that come with the engine. */
public enum QueueOrder implements Comparator<HotFunction> {
    /**
     * Most heat for the time that compiling takes, which grows with the size: what minimizes the weighted sum of waiting times (W. E. Smith,
     * "Various optimizers for single-stage production", 1956). A large function does not hold up many small ones.
     */
    GAIN {
        @Override
        public int compare(HotFunction a, HotFunction b) {
            return Double.compare(gain(b), gain(a));
        }

        private static double gain(HotFunction function) {
            return (double) function.heat() / (function.body().size() + FIXED_COST);
        }
    },
    /** Hottest first. */
    HEAT {
        @Override
        public int compare(HotFunction a, HotFunction b) {
            return Long.compare(b.heat(), a.heat());
        }
    },
    /** In the order in which they became hot. */
    ARRIVAL {
        @Override
        public int compare(HotFunction a, HotFunction b) {
            return Long.signum(a.since() - b.since());
        }
    };

    /** What compiling the smallest function costs, in bytes of a larger one. */
    private static final int FIXED_COST = 100;
}
