// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.code;

/**
 * A function as one JVM class.
 *
 * @param classBytes the class, named and shaped as {@link dev.tandem.ir.jvm.GuestLayout} says
 * @param sites for JVM line number {@code i + 1}, the byte offset in the function's body of the instruction it stands for
 */
public record JvmArtifact(int functionIndex, Tier tier, byte[] classBytes, int[] sites) implements CodeArtifact {
    @Override
    public int size() {
        return classBytes.length;
    }
}
