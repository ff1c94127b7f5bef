// SPDX-License-Identifier: Apache-2.0
package dev.tandem.manager.tiering;

import dev.tandem.ir.backend.ModuleCode;
import dev.tandem.ir.profile.CallProfile;
import dev.tandem.ir.profile.GuardMisses;
import dev.tandem.ir.profile.GuardedCall;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What a module's optimized code has learned of its indirect calls, by missed guards. Outlives the code. Thread-safe. */
final class LearnedCalls {
    /** By function, then by offset. */
    private final Map<Integer, Map<Integer, CallProfile>> calls = new HashMap<>();

    synchronized Map<Integer, CallProfile> of(int functionIndex) {
        Map<Integer, CallProfile> known = calls.get(functionIndex);
        return known == null ? Map.of() : Map.copyOf(known);
    }

    /** Takes what was counted. What was expected rightly needs no mention, unless it is known from nowhere else: code may come from the cache. */
    void learn(List<GuardMisses> counted, ModuleCode code) {
        for (GuardMisses misses : counted) {
            GuardedCall call = misses.call();
            if (misses.targets().count() > 0 || code.profile(call.functionIndex()).call(call.offset()).count() == 0) {
                put(call, misses.profile());
            }
        }
    }

    private synchronized void put(GuardedCall call, CallProfile profile) {
        calls.computeIfAbsent(call.functionIndex(), _ -> new HashMap<>()).put(call.offset(), profile);
    }
}
