// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.profile;

import java.util.ArrayList;
import java.util.List;

/**
 * How often a call was not of those it expected.
 *
 * @param targets whom it was of instead
 */
public record GuardMisses(GuardedCall call, CallProfile targets) {
    /** What a profile without a better idea counts. */
    private static final long SOME = 1000;

    /** How many of them another compilation could make hits: not those of sites that have seen too many functions, or functions of others. */
    public long useful() {
        long sum = 0;
        if (call.expected().size() < CallProfile.MAX_TARGETS) {
            for (CallProfile.Target target : targets.targets()) {
                sum += target.isLocal() ? target.count() : 0;
            }
        }
        return sum;
    }

    /**
     * What is known of the call now. How often the expected functions were called is not counted, for that would cost what guessing well
     * saves: each is taken to be as frequent as all others together.
     */
    public CallProfile profile() {
        long each = Math.max(SOME, targets.count());
        List<CallProfile.Target> all = new ArrayList<>();
        for (int function : call.expected()) {
            all.add(new CallProfile.Target(function, each));
        }
        long others = targets.others();
        for (CallProfile.Target target : targets.targets()) {
            if (all.size() < CallProfile.MAX_TARGETS) {
                all.add(target);
            } else {
                others += target.count();
            }
        }
        return new CallProfile(all, others);
    }
}
