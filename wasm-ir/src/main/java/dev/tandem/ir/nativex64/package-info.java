// SPDX-License-Identifier: Apache-2.0
/**
 * The native x86-64 backend: what compiled code may rely on, and the run-time half behind it.
 *
 * <p><b>The contract with compilers.</b> {@link dev.tandem.ir.nativex64.NativeConvention} names the pinned registers and the calling
 * convention, {@link dev.tandem.ir.nativex64.NativeSignature} says where the values of a function type travel,
 * {@link dev.tandem.ir.nativex64.ContextLayout}, {@link dev.tandem.ir.nativex64.ReferenceLayout} and
 * {@link dev.tandem.ir.nativex64.ActivationLayout} are what generated code reads, {@link dev.tandem.ir.nativex64.Builtin} what it may
 * call, and {@link dev.tandem.ir.nativex64.Symbol} how it names other code. {@link dev.tandem.ir.nativex64.CallSequences} assembles what all
 * compilers share: prologues, calls, traps.
 */
@NullMarked
package dev.tandem.ir.nativex64;

import org.jspecify.annotations.NullMarked;
