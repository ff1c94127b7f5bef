// SPDX-License-Identifier: Apache-2.0
/**
 * Instruction selection for x86-64: {@link dev.tandem.optimizing.x64.select.InstructionSelector} walks a scheduled graph backwards, and one
 * class a family of nodes chooses instructions of {@code dev.tandem.optimizing.x64.instruction}: addressing modes, operands in memory,
 * immediates, comparisons together with who asks for them.
 */
@NullMarked
package dev.tandem.optimizing.x64.select;

import org.jspecify.annotations.NullMarked;
