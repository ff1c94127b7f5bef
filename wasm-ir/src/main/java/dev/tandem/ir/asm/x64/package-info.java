// SPDX-License-Identifier: Apache-2.0
/**
 * An assembler for x86-64. {@link dev.tandem.ir.asm.x64.IntegerOp} and {@link dev.tandem.ir.asm.x64.VectorOp} are the table of instructions,
 * {@link dev.tandem.ir.asm.x64.Encoder} the rules that turn a row and its operands into bytes, and
 * {@link dev.tandem.ir.asm.x64.Assembler} adds what needs more than one instruction: labels, relocations and the constant pool.
 *
 * <p>Registers are plain numbers 0 to 15, general ({@link dev.tandem.ir.asm.x64.Gpr}) or vector ({@code xmm0} to {@code xmm15}) as the row
 * says; nothing is allocated an instruction.
 */
@NullMarked
package dev.tandem.ir.asm.x64;

import org.jspecify.annotations.NullMarked;
