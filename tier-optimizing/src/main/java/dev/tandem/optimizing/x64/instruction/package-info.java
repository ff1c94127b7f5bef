// SPDX-License-Identifier: Apache-2.0
/**
 * The instructions of low-level IR for x86-64: each class knows its operands and its machine code. What several share is in
 * {@link dev.tandem.optimizing.x64.instruction.Source} (the last operand: register, immediate, memory or constant),
 * {@link dev.tandem.optimizing.x64.instruction.Address} and {@link dev.tandem.optimizing.x64.instruction.Comparison} (what sets the flags).
 * {@link dev.tandem.optimizing.x64.instruction.CodeEmitter} is what they write with.
 */
@NullMarked
package dev.tandem.optimizing.x64.instruction;

import org.jspecify.annotations.NullMarked;
