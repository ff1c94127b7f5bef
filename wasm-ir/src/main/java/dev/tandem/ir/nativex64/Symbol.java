// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.nativex64;

import dev.tandem.ir.trap.TrapCode;

/** What a relocation refers to: a kind in the upper four bits, an index in the others. All are within reach of a 32-bit displacement. */
public final class Symbol {
    private static final int INDEX_BITS = 28;
    private static final int INDEX_MASK = (1 << INDEX_BITS) - 1;

    static final int SLOT = 0;
    static final int BUDGET = 1;
    static final int BUILTIN = 2;
    static final int TRAP = 3;
    static final int FEEDBACK = 4;
    static final int SPENT = 5;
    static final int FIND_TARGET = 6;
    static final int MISSED = 7;

    private Symbol() {}

    /** The 8-byte word with the address of the code of defined function {@code index}, for calls and jumps through memory. */
    public static int slot(int index) {
        return SLOT << INDEX_BITS | index;
    }

    /** The 4-byte slice of its budget that defined function {@code index} may spend now: code counts it down, see {@link CallSequences#spend}. */
    public static int budget(int index) {
        return BUDGET << INDEX_BITS | index;
    }

    /** The code of a builtin, to be called. */
    @SuppressWarnings("EnumOrdinal") // symbols live as long as the process
    public static int builtin(Builtin builtin) {
        return BUILTIN << INDEX_BITS | builtin.ordinal();
    }

    /** The code that ends the activation with a trap, to be called; it does not return. */
    @SuppressWarnings("EnumOrdinal") // symbols live as long as the process
    public static int trap(TrapCode code) {
        return TRAP << INDEX_BITS | code.ordinal();
    }

    /** The 8-byte word {@code index} of those that the code counts in: {@link NativeArtifact#feedback()}, {@link NativeArtifact#guards()}. */
    public static int feedback(int index) {
        return FEEDBACK << INDEX_BITS | index;
    }

    /** The code that says that a budget is used up, see {@link CallSequences#spend}. */
    static int spent() {
        return SPENT << INDEX_BITS;
    }

    /** The code that finds a target's words, see {@link CallSequences#countTarget}. */
    static int findTarget() {
        return FIND_TARGET << INDEX_BITS;
    }

    /** The code that reports missed guards, see {@link CallSequences#countMiss}. */
    static int missed() {
        return MISSED << INDEX_BITS;
    }

    static int kind(int symbol) {
        return symbol >>> INDEX_BITS;
    }

    static int index(int symbol) {
        return symbol & INDEX_MASK;
    }
}
