// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.asm.x64;

import java.util.Arrays;

/** A place in the code that jumps go to, bound once. Used with one {@link Assembler}. */
public final class Label {
    private static final int[] NONE = {};

    int position = -1;
    /** Where 32-bit displacements stand that wait for this label; those of one byte have the top bit set. */
    int[] pending = NONE;
    int pendingCount;

    public boolean isBound() {
        return position >= 0;
    }

    void await(int at) {
        if (pendingCount == pending.length) {
            pending = Arrays.copyOf(pending, Math.max(4, pendingCount * 2));
        }
        pending[pendingCount++] = at;
    }
}
