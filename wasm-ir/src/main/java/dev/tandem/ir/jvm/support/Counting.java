// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.jvm.support;

import dev.tandem.ir.jvm.GuestLinkage;
import dev.tandem.ir.jvm.JvmContext;
import dev.tandem.ir.profile.CallProfile;
import dev.tandem.ir.profile.FeedbackLayout;
import dev.tandem.ir.profile.GuardLayout;
import dev.tandem.ir.vm.FunctionReference;

/** How code counts in its words. */
public final class Counting {
    /** Any function of another module. */
    private static final long FOREIGN = -1;

    private Counting() {}

    /** One more. */
    public static void count(long[] feedback, int word) {
        feedback[word]++;
    }

    /** A call of {@code callee} at the site whose first word is {@code word}. */
    public static void target(long[] feedback, int word, FunctionReference callee, JvmContext caller) {
        // Each module has a context class of its own. A function is its index plus 1.
        long target = callee.context.getClass() == caller.getClass() ? callee.index + 1L : FOREIGN;
        if (feedback[word] == target) {
            feedback[word + 1]++;
        } else {
            countOther(feedback, word, target);
        }
    }

    /** A call of {@code callee} that no guard expected, at the site whose first word is {@code word}. */
    public static void miss(long[] misses, int word, FunctionReference callee, JvmContext caller, int functionIndex) {
        target(misses, word, callee, caller);
        if (--misses[GuardLayout.LEFT] < 0) {
            misses[GuardLayout.LEFT] = GuestLinkage.missed(caller, functionIndex, misses);
        }
    }

    private static void countOther(long[] feedback, int word, long target) {
        for (int i = 0; i < CallProfile.MAX_TARGETS; i++) {
            int at = word + 2 * i;
            if (feedback[at] == 0) {
                feedback[at] = target;
            }
            if (feedback[at] == target) {
                feedback[at + 1]++;
                return;
            }
        }
        feedback[word + FeedbackLayout.TARGET_WORDS - 1]++;
    }
}
