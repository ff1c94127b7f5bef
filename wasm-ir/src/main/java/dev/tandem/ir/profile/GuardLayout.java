// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.profile;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntToLongFunction;
import java.util.function.LongToIntFunction;

/**
 * What optimized code counts, and where: in word 0 the misses that are left until they are reported, then for each call
 * {@link FeedbackLayout#TARGET_WORDS} words. Only misses are counted, so good guesses cost nothing.
 */
public record GuardLayout(List<GuardedCall> calls) {
    /** Code that expects nothing. */
    public static final GuardLayout NONE = new GuardLayout(List.of());

    /** The word with the misses left. */
    public static final int LEFT = 0;

    /** So many misses are reported first. */
    public static final long FIRST_REPORT = 10_000;

    public GuardLayout {
        calls = List.copyOf(calls);
    }

    /** Collects the calls of a function while its code is made. */
    public static final class Builder {
        private final List<GuardedCall> calls = new ArrayList<>(0);

        public Builder() {}

        /** The first word of a call. Copies of it, as in a loop that was unrolled, share theirs. */
        public int add(GuardedCall call) {
            int place = calls.indexOf(call);
            if (place < 0) {
                place = calls.size();
                calls.add(call);
            }
            return targets(place);
        }

        public GuardLayout build() {
            return calls.isEmpty() ? NONE : new GuardLayout(calls);
        }
    }

    /** How many words there are. */
    public int words() {
        return calls.isEmpty() ? 0 : targets(calls.size());
    }

    /** The first word of a call, by its place in the list. */
    public static int targets(int call) {
        return 1 + call * FeedbackLayout.TARGET_WORDS;
    }

    /**
     * What was counted.
     *
     * @param word reads one
     * @param function as {@link FeedbackLayout#read} wants it
     */
    public List<GuardMisses> read(IntToLongFunction word, LongToIntFunction function) {
        List<GuardMisses> misses = new ArrayList<>(calls.size());
        for (int i = 0; i < calls.size(); i++) {
            misses.add(new GuardMisses(calls.get(i), FeedbackLayout.targets(targets(i), word, function)));
        }
        return misses;
    }
}
