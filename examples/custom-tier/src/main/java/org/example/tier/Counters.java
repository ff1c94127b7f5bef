// SPDX-License-Identifier: Apache-2.0
package org.example.tier;

import dev.tandem.ir.code.GuestInstance;
import dev.tandem.ir.profile.CallProfile;
import dev.tandem.ir.profile.Feedback;
import dev.tandem.ir.profile.FunctionProfile;
import dev.tandem.ir.profile.Instrumentation;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** What a function counts: its budget, and the calls it makes. Threads that count at once may lose some of the budget; nobody minds. */
final class Counters {
    private final int functionIndex;
    private final Instrumentation asked;
    private final LongAdder entries = new LongAdder();
    private final Map<Integer, LongAdder> calls = new ConcurrentHashMap<>();
    private int budget;

    Counters(int functionIndex, Instrumentation asked) {
        this.functionIndex = functionIndex;
        this.asked = asked;
        this.budget = asked.budget();
    }

    void enter(GuestInstance instance) {
        if (asked.records(Feedback.CALLS)) {
            entries.increment();
        }
        spend(instance, asked.entryCost());
    }

    /** A branch back over so many bytes. */
    void iterate(GuestInstance instance, int bytes) {
        instance.poll();
        if (asked.backEdges()) {
            spend(instance, Math.clamp(bytes, 1, Instrumentation.LARGEST_COST));
        }
    }

    private void spend(GuestInstance instance, int cost) {
        if (asked.hasBudget()) {
            budget -= cost;
            if (budget < 0) {
                budget = instance.budgetSpent(functionIndex);
            }
        }
    }

    /** The direct call at that offset in the body. */
    void call(int offset) {
        if (asked.records(Feedback.CALLS)) {
            calls.computeIfAbsent(offset, at -> new LongAdder()).increment();
        }
    }

    FunctionProfile profile() {
        FunctionProfile.Builder profile = new FunctionProfile.Builder().entries(entries.sum());
        calls.forEach((offset, count) -> profile.call(offset, CallProfile.direct(count.sum())));
        return profile.build();
    }
}
