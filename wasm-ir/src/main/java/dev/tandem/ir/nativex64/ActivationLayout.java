// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.nativex64;

/**
 * What guest code knows of the thread it runs on: offsets in bytes from the address in {@link ContextLayout#ACTIVATION}. One for each
 * thread that is inside; the contexts it passes through all point at it.
 */
public final class ActivationLayout {
    /** Where the stack ends. Prologues and back-edges compare {@code rsp} with it; an interrupt raises it to the greatest number. */
    public static final int STACK_LIMIT = 0;

    /** {@code rsp} to return to when the innermost entry ends early. */
    static final int ENTRY_SP = 8;

    /** Where the trap happened: address of the faulting instruction, or return address of the call of a trap stub. */
    static final int TRAP_PC = 16;

    /** 32 bits: ordinal of the trap code, or one of the statuses below. */
    static final int STATUS = 24;

    /** 32 bits: number of addresses in {@link #TRACE}. */
    static final int TRACE_LENGTH = 28;

    /** {@code rsp} of the last exit to Java: guest frames of this activation lie above it. */
    static final int EXIT_SP = 32;

    /** Return addresses of the frames above the trap, innermost first. */
    static final int TRACE = 40;

    static final int TRACE_CAPACITY = 100;

    static final int SIZE = TRACE + 8 * TRACE_CAPACITY;

    private ActivationLayout() {}
}
