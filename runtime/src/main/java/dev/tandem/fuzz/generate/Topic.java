// SPDX-License-Identifier: Apache-2.0
package dev.tandem.fuzz.generate;

import java.util.EnumSet;
import java.util.Set;

/** What a module may be about. */
public enum Topic {
    FLOATS,
    VECTORS,
    RELAXED_VECTORS,
    MEMORY,
    MEMORY64,
    MANY_MEMORIES,
    BULK,
    TABLES,
    INDIRECT_CALLS,
    TAIL_CALLS,
    REFERENCES,
    MULTI_VALUE,
    LOOPS,
    SWITCHES,
    HOST_CALLS,
    /** Addresses that are often outside. */
    WILD_ADDRESSES,
    /** Divisions and conversions that often trap. */
    WILD_NUMBERS;

    static Set<Topic> draw(Draw draw, Set<Topic> allowed) {
        Set<Topic> topics = EnumSet.noneOf(Topic.class);
        for (Topic topic : values()) {
            if (allowed.contains(topic) && draw.chance(topic.percent())) {
                topics.add(topic);
            }
        }
        if (!topics.contains(VECTORS)) {
            topics.remove(RELAXED_VECTORS);
        }
        if (!topics.contains(MEMORY)) {
            topics.remove(MEMORY64);
            topics.remove(MANY_MEMORIES);
        }
        return topics;
    }

    private int percent() {
        return switch (this) {
            case MEMORY -> 80;
            case LOOPS, FLOATS -> 60;
            case MEMORY64, MANY_MEMORIES, RELAXED_VECTORS -> 15;
            case WILD_ADDRESSES, WILD_NUMBERS -> 20;
            default -> 40;
        };
    }
}
