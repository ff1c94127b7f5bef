// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.nativex64;

import dev.tandem.ir.asm.x64.Gpr;

/**
 * Registers between wasm functions.
 *
 * <p>Two are pinned for as long as guest code runs: the context and the base of memory 0, which never moves. No register is preserved
 * by a callee, except those two: a call within an instance keeps them because both sides have the same; who calls into another
 * instance puts them back. The scratch registers belong to instruction sequences and carry nothing across them.
 *
 * <p><b>Values.</b> An i32 in a register or stack slot is zero-extended to 64 bits. An f32 or f64 sits in the low lane, other lanes
 * undefined. A function reference is the address of its {@link ReferenceLayout}, 0 for null; any other reference is a handle, 0 for null.
 *
 * <p><b>Frames.</b> {@code push rbp; mov rbp, rsp}; traps walk this chain. {@code rsp} is a multiple of 8 at calls, no more. Stack
 * arguments lie from {@code [rsp]} upwards at the call instruction, so from {@code [rbp + 16]} in the callee, and <em>the callee pops
 * them</em> ({@code ret n}), so that tail calls can change their number. Results that do not fit in registers are stored in an area that
 * the caller provides, from the address in {@link #RESULT_AREA} upwards; the callee saves that address.
 */
public final class NativeConvention {
    /** Pinned: address of the {@link ContextLayout context}. */
    public static final int CONTEXT = Gpr.R14;

    /** Pinned: base of memory 0; anything if there is none. */
    public static final int MEMORY_BASE = Gpr.R15;

    /** Never allocated. Holds the callee's {@link ReferenceLayout reference} at the entry of a call through one. */
    public static final int SCRATCH = Gpr.R11;

    /** Never allocated. */
    public static final int VECTOR_SCRATCH = 15;

    /** At the entry of a function with {@linkplain NativeSignature#stackResultBytes() results on the stack}: where they go. */
    public static final int RESULT_AREA = Gpr.R10;

    /** At calls neither argument nor pinned, so free for the call sequence: the slot, and the callee's context. */
    static final int CALL_SLOT = Gpr.R12;

    static final int CALL_CONTEXT = Gpr.R13;

    private static final int[] INTEGER_ARGUMENTS = {
        Gpr.RAX, Gpr.RCX, Gpr.RDX, Gpr.RBX, Gpr.RSI, Gpr.RDI, Gpr.R8, Gpr.R9
    };

    /** How many integers and references travel in registers as arguments. */
    public static final int INTEGER_ARGUMENT_COUNT = 8;

    /** How many floats and vectors travel in registers as arguments: {@code xmm0} upwards. */
    public static final int VECTOR_ARGUMENT_COUNT = 8;

    /** How many integers and references come back in registers: the first integer arguments'. */
    public static final int INTEGER_RESULT_COUNT = 4;

    /** How many floats and vectors come back in registers: {@code xmm0} upwards. */
    public static final int VECTOR_RESULT_COUNT = 4;

    /** Distance from {@code rbp} to the first stack argument: saved {@code rbp} and return address. */
    public static final int STACK_ARGUMENTS_AT = 16;

    private NativeConvention() {}

    /** The register of integer argument or result {@code index}. */
    public static int integerRegister(int index) {
        return INTEGER_ARGUMENTS[index];
    }
}
