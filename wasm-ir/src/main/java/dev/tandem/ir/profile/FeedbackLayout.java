// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.profile;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntToLongFunction;
import java.util.function.LongToIntFunction;

/**
 * What a function's baseline code counts, and in which of its feedback words: 64-bit numbers, zero at first, which running code changes
 * without synchronization, so that a count may be lost now and then. Filled while compiling, not changed afterwards.
 */
public final class FeedbackLayout {
    /** Code that counts nothing. */
    public static final FeedbackLayout NONE = new FeedbackLayout(Instrumentation.NONE);

    /**
     * Words of a site that records targets: {@link CallProfile#MAX_TARGETS} times a target, 0 if there is none, and its count; then the count of
     * others.
     */
    public static final int TARGET_WORDS = 2 * CallProfile.MAX_TARGETS + 1;

    private enum Kind {
        ENTRIES,
        CALL,
        TARGETS,
        LOOP,
        BRANCH
    }

    private record Site(Kind kind, int offset, int word) {}

    private final Instrumentation instrumentation;
    private final List<Site> sites = new ArrayList<>(0);
    private int words;

    public FeedbackLayout(Instrumentation instrumentation) {
        this.instrumentation = instrumentation;
    }

    /** What was asked for. */
    public Instrumentation instrumentation() {
        return instrumentation;
    }

    /** How many words there are. */
    public int words() {
        return words;
    }

    /** A word for the number of entries. */
    public int entries() {
        return add(Kind.ENTRIES, 0, 1);
    }

    /** A word for the direct call at {@code offset} in the body. */
    public int call(int offset) {
        return add(Kind.CALL, offset, 1);
    }

    /** The first of {@link #TARGET_WORDS} words for the call through a reference at {@code offset}. */
    public int targets(int offset) {
        return add(Kind.TARGETS, offset, TARGET_WORDS);
    }

    /** A word for the loop at {@code offset}. */
    public int loop(int offset) {
        return add(Kind.LOOP, offset, 1);
    }

    /** Two words for the branch at {@code offset}: how often its condition is not zero, and how often it is. */
    public int branch(int offset) {
        return add(Kind.BRANCH, offset, 2);
    }

    private int add(Kind kind, int offset, int count) {
        int first = words;
        sites.add(new Site(kind, offset, first));
        words += count;
        return first;
    }

    /**
     * The profile that the words hold.
     *
     * @param word reads one
     * @param function the index of the function that a target, not 0, stands for; {@link CallProfile.Target#FOREIGN} for functions of others
     */
    public FunctionProfile read(IntToLongFunction word, LongToIntFunction function) {
        FunctionProfile.Builder profile = new FunctionProfile.Builder();
        for (Site site : sites) {
            switch (site.kind) {
                case ENTRIES -> profile.entries(word.applyAsLong(site.word));
                case CALL -> profile.call(site.offset, CallProfile.direct(word.applyAsLong(site.word)));
                case TARGETS -> profile.call(site.offset, targets(site.word, word, function));
                case LOOP -> profile.loop(site.offset, word.applyAsLong(site.word));
                case BRANCH ->
                    profile.branch(
                            site.offset, new BranchProfile(word.applyAsLong(site.word), word.applyAsLong(site.word + 1)));
            }
        }
        return profile.build();
    }

    static CallProfile targets(int first, IntToLongFunction word, LongToIntFunction function) {
        int[] functions = new int[CallProfile.MAX_TARGETS];
        long[] counts = new long[CallProfile.MAX_TARGETS];
        int found = 0;
        for (int i = 0; i < CallProfile.MAX_TARGETS; i++) {
            long target = word.applyAsLong(first + 2 * i);
            if (target != 0) {
                int index = function.applyAsInt(target);
                // Two threads may have taken a place for the same function; those of other modules count as one.
                int place = 0;
                while (place < found && functions[place] != index) {
                    place++;
                }
                found = Math.max(found, place + 1);
                functions[place] = index;
                counts[place] += word.applyAsLong(first + 2 * i + 1);
            }
        }
        List<CallProfile.Target> targets = new ArrayList<>(found);
        for (int i = 0; i < found; i++) {
            targets.add(new CallProfile.Target(functions[i], counts[i]));
        }
        return new CallProfile(targets, word.applyAsLong(first + TARGET_WORDS - 1));
    }

    @Override
    public String toString() {
        return instrumentation + " " + Arrays.toString(sites.toArray());
    }
}
