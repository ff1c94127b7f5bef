// SPDX-License-Identifier: Apache-2.0
/**
 * The low-level IR of the optimizing compiler for x86-64: what instruction selection makes and the register allocator works on.
 *
 * <p><b>Shape.</b> A {@link LirFunction} is a list of {@link LirBlock blocks} of {@link LirInstruction instructions} over <em>virtual
 * registers</em>: dense ints, each with a {@link LirKind kind} (its width and register class) and exactly one definition (SSA form). Blocks
 * come in reverse postorder with the blocks of a loop together; {@link LirFunction#setLayout} may give another order for the code. Blocks marked
 * {@link LirBlock#setCold cold} may stand anywhere, the allocator and the emission take them last. A phi is a <em>parameter</em> of its
 * block; each edge into the block carries as many arguments, given with the edge ({@link LirBlock#addSuccessor}). The last instruction of a
 * block is its terminator, knows its targets only as {@code block.successor(i)}, and the only one of them with a single successor is
 * {@link Jump}, which has no operands.
 *
 * <p><b>Operands.</b> An instruction declares what it wants of the allocator in an array of packed {@link Operand operands}:
 * <ul>
 *   <li>{@code USE}: read before anything is written, so a definition may get the same register;
 *   <li>{@code ALIVE}: still read when results or temporaries are written, so it shares a register with none of them;
 *   <li>{@code TEMP}: a register of its own during the instruction;
 *   <li>{@code DEF}: written when all uses (not the alive ones) have been read.
 * </ul>
 * and where it may be: {@linkplain Operand#use in a register}, {@linkplain Operand#useAny in a register or on the stack} (a memory operand),
 * {@linkplain Operand#useFixed in one register}, or, for a definition, {@linkplain Operand#defSame in the register of an earlier operand},
 * which the allocator has filled with that operand's value (two-address instructions). Pinned registers (context, memory base, frame) are no
 * operands. {@link LirInstruction#clobbers} names registers that are lost besides; a call's are {@link Registers#ALL}.
 *
 * <p>After allocation {@link LirInstruction#location} says where each operand is, as a {@link Location}: a register or a place relative to
 * {@code rbp}. Moves ({@link Move}) and rematerialized definitions ({@link Rematerialization}) have been inserted, block parameters and edge
 * arguments are gone, and {@link LirInstruction#emit} writes machine code with an {@link Emitter}.
 *
 * <p><b>What instructions may rely on, and must not do.</b> The processor's flags do not live from one instruction to the next: compare and
 * branch, compare and select are one instruction. The scratch registers r11 and xmm15 belong to each instruction while it is emitted and carry
 * nothing further; moves between instructions use them, too. {@code rsp} may be changed during an instruction only (pushed arguments): frame
 * slots are relative to {@code rbp}. All registers are lost at calls, so values that live across one are in memory then.
 *
 * <p><b>Parameters</b> of the function that arrive in registers are fixed definitions of the first instruction of the entry block. Those on
 * the stack are declared with {@link LirFunction#setIncoming} and defined there by {@link Operand#defAny}: no code is needed for them.
 * Results on the stack of a call: a {@code defAny} each, written by the call's own code from the result area.
 */
@NullMarked
package dev.tandem.optimizing.x64.lir;

import org.jspecify.annotations.NullMarked;
