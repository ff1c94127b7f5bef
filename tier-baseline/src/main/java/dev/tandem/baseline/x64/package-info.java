// SPDX-License-Identifier: Apache-2.0
/**
 * The baseline compiler for x86-64: one forward pass from instructions to machine code, in the manner of V8's Liftoff.
 *
 * <p>{@link dev.tandem.baseline.x64.Values} knows where every local and operand is: in a register, in its frame slot, in both, or a
 * constant. Instructions take their operands from there and leave their results in registers. {@link dev.tandem.baseline.x64.Snapshot} is
 * that knowledge at a label: the first branch to a label decides it, later ones emit the differences through
 * {@link dev.tandem.baseline.x64.Moves}. {@link dev.tandem.baseline.x64.BodyCompiler} hands each instruction to the emitter of its family;
 * traps and rare paths wait in {@link dev.tandem.baseline.x64.OutOfLine} for the end of the function.
 */
@NullMarked
package dev.tandem.baseline.x64;

import org.jspecify.annotations.NullMarked;
