// SPDX-License-Identifier: Apache-2.0
package dev.tandem.manager;

import dev.tandem.decoder.module.FunctionBody;
import dev.tandem.decoder.module.WasmModule;
import dev.tandem.ir.profile.Feedback;
import java.util.Optional;
import java.util.Set;

/** The profiling policies that come with the engine. */
public enum ShippedProfiling implements ProfilingPolicy {
    /** Nothing. */
    NONE("none", Set.of()),
    /** Which functions are called through tables and references: what speculation wants to know. */
    TARGETS("targets", Set.of(Feedback.TARGETS)),
    /** Calls of all kinds: what inlining wants to know. */
    CALLS("calls", Set.of(Feedback.TARGETS, Feedback.CALLS)),
    /** All there is. */
    ALL("all", Set.of(Feedback.values()));

    private final String id;

    @SuppressWarnings("ImmutableEnumChecker") // sets of constants
    private final Set<Feedback> feedback;

    ShippedProfiling(String id, Set<Feedback> feedback) {
        this.id = id;
        this.feedback = feedback;
    }

    /** The shipped policy of that name. */
    public static Optional<ShippedProfiling> named(String name) {
        for (ShippedProfiling policy : values()) {
            if (policy.id.equals(name)) {
                return Optional.of(policy);
            }
        }
        return Optional.empty();
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public Set<Feedback> feedback(WasmModule module, FunctionBody body) {
        return feedback;
    }
}
