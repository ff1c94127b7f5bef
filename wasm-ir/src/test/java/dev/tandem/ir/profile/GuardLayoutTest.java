// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.profile;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tandem.ir.profile.CallProfile.Target;
import java.util.List;
import org.junit.jupiter.api.Test;

final class GuardLayoutTest {
    private static GuardMisses misses(List<Integer> expected, CallProfile targets) {
        return new GuardMisses(new GuardedCall(7, 12, expected), targets);
    }

    @Test
    void readsWhatCodeHasCounted() {
        GuardLayout layout = new GuardLayout(List.of(new GuardedCall(7, 12, List.of(1)), new GuardedCall(8, 3, List.of(2))));
        long[] words = new long[layout.words()];
        words[GuardLayout.LEFT] = -1;
        words[GuardLayout.targets(1)] = 105;
        words[GuardLayout.targets(1) + 1] = 30;
        words[GuardLayout.targets(1) + FeedbackLayout.TARGET_WORDS - 1] = 4;
        List<GuardMisses> read = layout.read(index -> words[index], target -> (int) target - 100);
        assertEquals(List.of(
                misses(List.of(1), CallProfile.NONE),
                new GuardMisses(new GuardedCall(8, 3, List.of(2)), new CallProfile(List.of(new Target(5, 30)), 4))), read);
        assertEquals(0, GuardLayout.NONE.words());
    }

    @Test
    void onlyWhatCouldBeExpectedIsUseful() {
        CallProfile seen = new CallProfile(List.of(new Target(5, 30), new Target(Target.FOREIGN, 20)), 10);
        assertEquals(30, misses(List.of(1), seen).useful());
        assertEquals(0, misses(List.of(1, 2, 3, 4), seen).useful(), "there is no room");
    }

    @Test
    void newCalleesJoinTheExpected() {
        CallProfile profile = misses(List.of(1), new CallProfile(List.of(new Target(5, 3000)), 0)).profile();
        assertEquals(List.of(new Target(1, 3000), new Target(5, 3000)), profile.targets());
        CallProfile full = misses(
                        List.of(1, 2, 3), new CallProfile(List.of(new Target(5, 3000), new Target(6, 2000)), 10))
                .profile();
        assertEquals(CallProfile.Kind.MEGA, full.kind());
        assertEquals(2010, full.others());
        assertEquals(List.of(new Target(1, 1000)), misses(List.of(1), CallProfile.NONE).profile().targets());
    }
}
