// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.nativex64;

/**
 * What guest code knows of the thread it runs on and the entry it came through: offsets in bytes from the address in
 * {@link ContextLayout#ACTIVATION}. Each context has one for its entries from Java; whichever context guest code runs in points at that of
 * the innermost entry: calls and returns between instances pass it on, exits to Java put it back.
 */
public final class ActivationLayout {
    /** Where the stack ends. Prologues and back-edges compare {@code rsp} with it; an interrupt raises it to the greatest number. */
    public static final int STACK_LIMIT = 0;

    /** {@link #STACK_LIMIT} while an interrupt waits. */
    static final int INTERRUPTED = -1;

    /** {@code rsp} to return to when the innermost entry ends early; 0 without an entry. */
    static final int ENTRY_SP = 8;

    /** The stack that {@link #STACK_LIMIT} was made for; {@code rsp} elsewhere means that another thread has entered. */
    static final int STACK_LOW = 16;

    static final int STACK_HIGH = 24;

    /** 32 bits: {@link ContextLayout#IDENTITY} of the context it belongs to. */
    static final int OWNER = 32;

    /** 32 bits: how the last entry ended, one of those below. Set by stubs, cleared by Java. */
    static final int STATUS = 36;

    static final int RETURNED = 0;
    static final int UNKNOWN_STACK = 1;
    static final int NO_STACK = 2;
    static final int UNWOUND = 3;

    static final int SIZE = 40;

    private ActivationLayout() {}
}
