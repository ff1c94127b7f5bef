// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.code;

import java.util.List;

/**
 * A function as JVM classes.
 *
 * @param classes the function's class, named and shaped as {@link dev.tandem.ir.jvm.GuestLayout} says, then those that hold what a
 *     class file cannot
 * @param sites for JVM line number {@code i + 1}, the byte offset in the function's body of the instruction it stands for
 */
public record JvmArtifact(int functionIndex, Tier tier, List<byte[]> classes, int[] sites) implements CodeArtifact {
    @Override
    public int size() {
        int size = 0;
        for (byte[] bytes : classes) {
            size += bytes.length;
        }
        return size;
    }
}
