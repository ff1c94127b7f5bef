// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.nativex64;

import dev.tandem.ir.code.Tier;
import dev.tandem.ir.profile.FeedbackLayout;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The Java side of a code slot: decides what is published. The slot itself is a word that callers jump through. */
final class NativeSlot {
    private final NativeModuleCode module;
    private final int functionIndex;
    private volatile @Nullable InstalledCode code;
    /** The code that has counted; its feedback outlives it. */
    private volatile @Nullable InstalledCode counting;
    /** The codes that have counted missed guards, the newest last; frames may still run in the others. */
    private volatile List<InstalledCode> guarding = List.of();

    NativeSlot(NativeModuleCode module, int functionIndex) {
        this.module = module;
        this.functionIndex = functionIndex;
    }

    Tier tier() {
        InstalledCode present = code;
        return present == null ? Tier.NONE : present.tier();
    }

    @Nullable InstalledCode counting() {
        return counting;
    }

    /** The code whose missed guards count. */
    @Nullable InstalledCode guarding() {
        InstalledCode present = code;
        return present == null || present.guards().words() == 0 ? null : present;
    }

    /** Says how many more misses are to be reported. Those of replaced code tell nothing new. */
    void putMissesLeft(long misses) {
        InstalledCode present = guarding();
        for (InstalledCode each : guarding) {
            NativeModuleCode.putMissesLeft(each, each == present ? misses : Long.MAX_VALUE);
        }
    }

    void prepare() {
        if (code == null) {
            module.compiler().await(functionIndex);
            compile();
        }
    }

    private synchronized void compile() {
        if (code == null) {
            InstalledCode first = module.install((NativeArtifact) module.compiler().compile(functionIndex));
            if (first == null) {
                throw NativeModuleCode.closed();
            }
            put(first);
            if (first.feedback() != FeedbackLayout.NONE) {
                counting = first;
            }
        }
    }

    private void put(InstalledCode made) {
        code = made;
        if (made.guards().words() > 0) {
            List<InstalledCode> more = new ArrayList<>(guarding);
            more.add(made);
            guarding = List.copyOf(more);
        }
    }

    /** Replaces the code by that of a higher tier, or with {@code renew} of the same; returns whether it did. */
    synchronized boolean publish(NativeArtifact artifact, boolean renew) {
        int order = artifact.tier().compareTo(tier());
        if (order < 0 || order == 0 && !renew) {
            return false;
        }
        InstalledCode old = code;
        InstalledCode made = module.install(artifact);
        if (made == null) {
            return false;
        }
        put(made);
        if (old != null) {
            module.retire(old);
        }
        return true;
    }
}
