// SPDX-License-Identifier: Apache-2.0
package dev.tandem.manager.tiering;

import dev.tandem.ir.backend.ModuleCode;
import dev.tandem.ir.profile.FunctionProfile;
import dev.tandem.ir.profile.ModuleProfile;
import java.util.HashMap;
import java.util.Map;

/** The profiles that one compilation sees: each as it was when first asked for, because code goes on counting. */
final class ProfileSnapshot implements ModuleProfile {
    private final ModuleCode code;
    private final Map<Integer, FunctionProfile> taken = new HashMap<>();

    ProfileSnapshot(ModuleCode code) {
        this.code = code;
    }

    @Override
    public synchronized FunctionProfile function(int functionIndex) {
        return taken.computeIfAbsent(functionIndex, code::profile);
    }
}
