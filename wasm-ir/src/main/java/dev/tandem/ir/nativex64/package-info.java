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
 *
 * <p><b>Into the guest and out of it.</b> Java calls an {@link dev.tandem.ir.nativex64.EntryStub} through one FFM downcall for all signatures;
 * guest code calls Java through {@link dev.tandem.ir.nativex64.ExitStub}s and one upcall, {@link dev.tandem.ir.nativex64.Exits}. Guest code runs on
 * the thread's own stack. Whatever ends it early, a trap or an exception of the host, is a Java object that is parked at the entry;
 * then the stub cuts the stack back to the entry, which throws it. No instruction of the guest runs in between.
 *
 * <p><b>Faults.</b> {@link dev.tandem.ir.nativex64.NativeFloor} puts a handler of memory faults before HotSpot's. A fault is the guest's if both
 * the instruction lies in our range of code and the address in our range of guarded memories; it goes on as a call of the trap stub would.
 *
 * <p><b>Lifetimes.</b> Native structures belong to Java objects and go with them. Guest code holds no Java references: functions are
 * addresses, pinned while an activation may hold them, other objects handles of {@link dev.tandem.ir.nativex64.HandleTable}; tables and globals
 * keep the Java objects beside what guest code reads. Code goes with its module ({@link dev.tandem.ir.nativex64.CodeBlocks}), which its
 * instances keep, which their activations keep.
 */
@NullMarked
package dev.tandem.ir.nativex64;

import org.jspecify.annotations.NullMarked;
