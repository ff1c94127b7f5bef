// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.profile;

import java.util.HashMap;
import java.util.Map;

/**
 * What was seen of one function so far; an immutable snapshot. Instructions are named by their byte offset in the body, as
 * {@link dev.tandem.decoder.body.BodyState#instructionOffset} gives it. What was not watched is as if it had not happened.
 */
public final class FunctionProfile {
    private static final FunctionProfile EMPTY = new Builder().build();

    private final long entries;
    private final Map<Integer, CallProfile> calls;
    private final Map<Integer, Long> loops;
    private final Map<Integer, BranchProfile> branches;

    private FunctionProfile(Builder builder) {
        entries = builder.entries;
        calls = Map.copyOf(builder.calls);
        loops = Map.copyOf(builder.loops);
        branches = Map.copyOf(builder.branches);
    }

    /** Nothing was seen. */
    public static FunctionProfile empty() {
        return EMPTY;
    }

    /** Whether there is nothing in it. */
    public boolean isEmpty() {
        return entries == 0 && calls.isEmpty() && loops.isEmpty() && branches.isEmpty();
    }

    /** How often the function was called. */
    public long entries() {
        return entries;
    }

    /** The call instruction at {@code offset}, of whatever kind. */
    public CallProfile call(int offset) {
        return calls.getOrDefault(offset, CallProfile.NONE);
    }

    /** How often the {@code loop} at {@code offset} was branched back to. */
    public long loop(int offset) {
        return loops.getOrDefault(offset, 0L);
    }

    /** The {@code if} or {@code br_if} at {@code offset}. */
    public BranchProfile branch(int offset) {
        return branches.getOrDefault(offset, BranchProfile.NONE);
    }

    /** The same with other knowledge of some calls, by offset. */
    public FunctionProfile with(Map<Integer, CallProfile> known) {
        if (known.isEmpty()) {
            return this;
        }
        Builder changed = new Builder();
        changed.entries = entries;
        changed.calls.putAll(calls);
        changed.calls.putAll(known);
        changed.loops.putAll(loops);
        changed.branches.putAll(branches);
        return changed.build();
    }

    @Override
    public String toString() {
        return "entries " + entries + ", calls " + calls + ", loops " + loops + ", branches " + branches;
    }

    /** Collects a profile. Not thread-safe. */
    public static final class Builder {
        private final Map<Integer, CallProfile> calls = new HashMap<>();
        private final Map<Integer, Long> loops = new HashMap<>();
        private final Map<Integer, BranchProfile> branches = new HashMap<>();
        private long entries;

        public Builder() {}

        public Builder entries(long count) {
            entries = count;
            return this;
        }

        public Builder call(int offset, CallProfile profile) {
            if (profile.count() > 0) {
                calls.put(offset, profile);
            }
            return this;
        }

        public Builder loop(int offset, long backEdges) {
            if (backEdges > 0) {
                loops.put(offset, backEdges);
            }
            return this;
        }

        public Builder branch(int offset, BranchProfile profile) {
            if (!profile.equals(BranchProfile.NONE)) {
                branches.put(offset, profile);
            }
            return this;
        }

        public FunctionProfile build() {
            return new FunctionProfile(this);
        }
    }
}
