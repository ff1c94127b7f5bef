// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.x64.instruction;

import dev.tandem.ir.nativex64.NativeSignature;

/** What frames hold right below {@code rbp}, before the allocator's slots. */
public final class FrameSlots {
    /** The address of the result area, in functions that were given one; the saved context is above it. */
    public static final int RESULT_AREA = -16;

    private FrameSlots() {}

    /**
     * How many bytes a function of that signature reserves.
     *
     * @param callsReferences whether it calls through references
     */
    public static int reserved(NativeSignature signature, boolean callsReferences) {
        return signature.stackResultBytes() > 0 ? 16 : callsReferences ? 8 : 0;
    }
}
