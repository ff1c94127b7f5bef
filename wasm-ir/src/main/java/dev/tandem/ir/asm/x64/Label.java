// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.asm.x64;

/**
 * A place in the code that jumps go to, bound once. Used with one {@link Assembler}.
 *
 * <p>What waits for it is a list in the code itself: each displacement holds, until it is known, where the one before it stands.
 */
public final class Label {
    static final int NONE = -1;

    int position = NONE;
    /** The last displacement of four bytes that waits for this label, or {@link #NONE}. */
    int waiting = NONE;
    /** The last displacement of one byte that waits; each holds the distance to the one before it, the first one zero. */
    int waitingShort = NONE;

    public boolean isBound() {
        return position >= 0;
    }
}
