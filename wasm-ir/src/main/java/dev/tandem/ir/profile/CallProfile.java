// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.profile;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What was seen at one call site. Immutable.
 *
 * @param targets the functions called through a table or reference, most frequent first, at most {@link #MAX_TARGETS}; empty at direct
 *     calls, whose callee is known
 * @param others calls that are not among {@code targets}: all of a direct call; of an indirect one those for which there was no room
 */
public record CallProfile(List<Target> targets, long others) {
    /** How many callees of a site are told apart. */
    public static final int MAX_TARGETS = 4;

    /** A site that was never reached, or not watched. */
    public static final CallProfile NONE = new CallProfile(List.of(), 0);

    /** How many different callees a site has seen. */
    public enum Kind {
        /** No call was seen. */
        NONE,
        /** One callee. */
        MONO,
        /** Up to {@link #MAX_TARGETS} callees. */
        POLY,
        /** More callees than are told apart. */
        MEGA
    }

    /**
     * A callee.
     *
     * @param functionIndex in the index space of the caller's module; {@link #FOREIGN} for functions of other modules and of the host
     * @param count of calls
     */
    public record Target(int functionIndex, long count) {
        /** Stands for all functions that the caller's module does not define. */
        public static final int FOREIGN = -1;

        /** Whether the module of the caller defines it. */
        public boolean isLocal() {
            return functionIndex != FOREIGN;
        }
    }

    public CallProfile {
        List<Target> sorted = new ArrayList<>(targets);
        sorted.sort(Comparator.comparingLong(Target::count).reversed().thenComparingInt(Target::functionIndex));
        targets = List.copyOf(sorted);
        if (targets.size() > MAX_TARGETS) {
            throw new IllegalArgumentException("too many targets: " + targets.size());
        }
    }

    /** A direct call. */
    public static CallProfile direct(long count) {
        return count == 0 ? NONE : new CallProfile(List.of(), count);
    }

    /** All calls seen. */
    public long count() {
        long sum = others;
        for (Target target : targets) {
            sum += target.count();
        }
        return sum;
    }

    /** For indirect calls. */
    public Kind kind() {
        if (others > 0) {
            return Kind.MEGA;
        }
        return switch (targets.size()) {
            case 0 -> Kind.NONE;
            case 1 -> Kind.MONO;
            default -> Kind.POLY;
        };
    }
}
