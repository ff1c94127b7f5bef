// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.nativex64;

import dev.tandem.ir.code.Tier;
import org.jspecify.annotations.Nullable;

/** The Java side of a code slot: decides what is published. The slot itself is a word that callers jump through. */
final class NativeSlot {
    private final NativeModuleCode module;
    private final int functionIndex;
    private volatile @Nullable InstalledCode code;
    /** The code that has counted; its feedback outlives it. */
    private volatile @Nullable InstalledCode counting;

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
            code = first;
            if (first.feedback().words() > 0) {
                counting = first;
            }
        }
    }

    /** Replaces the code by that of a higher tier; returns whether it did. */
    synchronized boolean publish(NativeArtifact artifact) {
        if (artifact.tier().compareTo(tier()) <= 0) {
            return false;
        }
        InstalledCode old = code;
        InstalledCode made = module.install(artifact);
        if (made == null) {
            return false;
        }
        code = made;
        if (old != null) {
            module.retire(old);
        }
        return true;
    }
}
