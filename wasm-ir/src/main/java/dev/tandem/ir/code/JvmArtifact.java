// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.code;

import dev.tandem.ir.profile.FeedbackLayout;
import dev.tandem.ir.profile.GuardLayout;
import java.util.List;

/**
 * A function as JVM classes.
 *
 * @param classes the function's class, named and shaped as {@link dev.tandem.ir.jvm.GuestLayout} says, then those that hold what a
 *     class file cannot
 * @param sites for JVM line number {@code i + 1}, the byte offset in the function's body of the instruction it stands for
 * @param feedback what the code counts
 * @param inlined which sites are in inlined functions
 * @param guards the misses that the code counts, if it is optimized
 */
public record JvmArtifact(
        int functionIndex,
        Tier tier,
        List<byte[]> classes,
        int[] sites,
        FeedbackLayout feedback,
        InlinedSites inlined,
        GuardLayout guards)
        implements CodeArtifact {
    /** Code that nothing was inlined into. */
    public JvmArtifact(int functionIndex, Tier tier, List<byte[]> classes, int[] sites, FeedbackLayout feedback) {
        this(functionIndex, tier, classes, sites, feedback, InlinedSites.NONE, GuardLayout.NONE);
    }

    /** Code that counts nothing. */
    public JvmArtifact(int functionIndex, Tier tier, List<byte[]> classes, int[] sites) {
        this(functionIndex, tier, classes, sites, FeedbackLayout.NONE);
    }

    @Override
    public int size() {
        int size = 0;
        for (byte[] bytes : classes) {
            size += bytes.length;
        }
        return size;
    }
}
