// SPDX-License-Identifier: Apache-2.0
package dev.tandem.manager.tiering;

import dev.tandem.ir.backend.ModuleCode;
import dev.tandem.ir.profile.FunctionProfile;
import dev.tandem.ir.profile.ModuleProfile;
import java.util.HashMap;
import java.util.Map;

/**
 * The profiles that one compilation sees: each as it was when first asked for, because code goes on counting; with what optimized code has
 * learned since of the calls that it expected to be of others.
 */
final class ProfileSnapshot implements ModuleProfile {
    private final ModuleCode code;
    private final LearnedCalls learned;
    private final Map<Integer, FunctionProfile> taken = new HashMap<>();

    ProfileSnapshot(ModuleCode code, LearnedCalls learned) {
        this.code = code;
        this.learned = learned;
    }

    @Override
    public synchronized FunctionProfile function(int functionIndex) {
        return taken.computeIfAbsent(functionIndex, index -> code.profile(index).with(learned.of(index)));
    }
}
