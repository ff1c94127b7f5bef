// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.spi;

import dev.tandem.ir.code.CodeArtifact;
import java.util.List;

/**
 * What an optimizing compiler made.
 *
 * @param artifact of tier {@link dev.tandem.ir.code.Tier#OPTIMIZED}
 * @param inlinings what was inlined into it, outer before inner
 */
public record CompilationResult(CodeArtifact artifact, List<Inlining> inlinings) {
    public CompilationResult {
        inlinings = List.copyOf(inlinings);
    }

    /** Nothing was inlined. */
    public CompilationResult(CodeArtifact artifact) {
        this(artifact, List.of());
    }

    /**
     * One inlined call.
     *
     * @param caller index of the function in whose body the call stands
     * @param offset of the call instruction in that body
     * @param callee index of the function that was inlined
     * @param guarded whether it is a guess from the profile, behind a check
     */
    public record Inlining(int caller, int offset, int callee, boolean guarded) {}
}
