// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.nativex64;

import dev.tandem.ir.asm.x64.Relocation;
import dev.tandem.ir.code.CodeArtifact;
import dev.tandem.ir.code.Tier;
import dev.tandem.ir.profile.FeedbackLayout;
import dev.tandem.ir.profile.GuardLayout;
import java.util.List;

/**
 * A function as machine code.
 *
 * @param code position-independent, entered at its first byte, with its constants at the end
 * @param relocations places of 32-bit displacements, counted from their end, to {@link Symbol}s
 * @param faults the instructions that access guest memory without a check, by their first byte
 * @param calls return addresses of all calls, trap stubs' included
 * @param feedback what the code counts
 * @param frameless where there is no frame: that code calls nothing but traps, and leaves {@code rbp} and {@code rsp} as they are
 * @param inlined positions of inlined code
 * @param guards the misses that the code counts, if it is optimized
 */
public record NativeArtifact(
        int functionIndex,
        Tier tier,
        byte[] code,
        List<Relocation> relocations,
        CodePositions faults,
        CodePositions calls,
        FeedbackLayout feedback,
        CodeRanges frameless,
        InlinedFrames inlined,
        GuardLayout guards)
        implements CodeArtifact {
    /** Code that counts nothing. */
    public NativeArtifact(
            int functionIndex,
            Tier tier,
            byte[] code,
            List<Relocation> relocations,
            CodePositions faults,
            CodePositions calls) {
        this(functionIndex, tier, code, relocations, faults, calls, FeedbackLayout.NONE, CodeRanges.NONE);
    }

    /** Code without inlined functions. */
    public NativeArtifact(
            int functionIndex,
            Tier tier,
            byte[] code,
            List<Relocation> relocations,
            CodePositions faults,
            CodePositions calls,
            FeedbackLayout feedback,
            CodeRanges frameless) {
        this(functionIndex, tier, code, relocations, faults, calls, feedback, frameless, InlinedFrames.NONE, GuardLayout.NONE);
    }

    @Override
    public int size() {
        return code.length;
    }
}
