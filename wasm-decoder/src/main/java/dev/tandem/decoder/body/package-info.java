// SPDX-License-Identifier: Apache-2.0
/**
 * Instructions: the opcode table, and the decoder and validator of function bodies.
 *
 * <p>A tour. {@link Opcode} is the table of all instructions. {@link FunctionBodyDecoder} decodes and validates a body in one pass, by the
 * algorithm in the appendix of the specification, and drives a {@link BodyVisitor}, which may ask the {@link BodyState} for more;
 * {@link ConstantExpressionDecoder} does so for constant expressions. Both own a {@code ValidationState}, the operand and control stacks, and
 * step through the instructions with an {@code InstructionDecoder}, which reads the opcode and hands over to one class a family:
 * {@code ControlInstructions}, {@code MemoryInstructions}, {@code ReferenceInstructions} and so on. {@code FastPath} speeds up the
 * common case where nobody visits.
 */
@NullMarked
package dev.tandem.decoder.body;

import org.jspecify.annotations.NullMarked;
