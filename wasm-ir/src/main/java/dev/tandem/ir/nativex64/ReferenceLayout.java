// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.nativex64;

/** A function as a value: what a function reference points at. Offsets in bytes. Constant once made, except what {@link #SLOT} points at. */
public final class ReferenceLayout {
    /** Address of the word that holds the address of the code to call. */
    public static final int SLOT = 0;

    /** Address of the callee's context; for a host function that of the instance that imported it. */
    public static final int CONTEXT = 8;

    /** 32 bits: engine-wide identity of its type. */
    public static final int TYPE_ID = 16;

    /** 32 bits: which function this is, for the Java side. */
    public static final int IDENTITY = 20;

    /** The slot of a host function. */
    static final int OWN_SLOT = 24;

    static final int SIZE = 32;

    private ReferenceLayout() {}
}
