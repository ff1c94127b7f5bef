// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.x64.lir;

import dev.tandem.ir.asm.x64.Gpr;
import dev.tandem.ir.nativex64.NativeConvention;

/** Sets of registers, a bit each: general registers are bits 0 to 15, vector registers bits 16 to 31, as in {@link Location}. */
public final class Registers {
    public static final int NONE = 0;

    /** The general registers that may be allocated. */
    public static final int GENERAL = 0xffff
            & ~((1 << Gpr.RSP)
                    | (1 << Gpr.RBP)
                    | (1 << NativeConvention.SCRATCH)
                    | (1 << NativeConvention.CONTEXT)
                    | (1 << NativeConvention.MEMORY_BASE));

    /** The vector registers that may be allocated. */
    public static final int VECTOR = 0xffff0000 & ~(1 << (16 + NativeConvention.VECTOR_SCRATCH));

    /** All registers that may be allocated: what a call clobbers. */
    public static final int ALL = GENERAL | VECTOR;

    private Registers() {}
}
