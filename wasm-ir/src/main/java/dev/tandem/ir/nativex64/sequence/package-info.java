// SPDX-License-Identifier: Apache-2.0
/**
 * What WebAssembly instructions are in machine code where that takes more than one instruction, for all compilers of the native backend:
 * {@link dev.tandem.ir.nativex64.sequence.VectorSequences}, {@link dev.tandem.ir.nativex64.sequence.Truncations},
 * {@link dev.tandem.ir.nativex64.sequence.FloatSequences}, {@link dev.tandem.ir.nativex64.sequence.BitSequences}, {@link dev.tandem.ir.nativex64.sequence.IndirectCalls}. Registers are parameters:
 * who calls knows where the values are.
 */
@NullMarked
package dev.tandem.ir.nativex64.sequence;

import org.jspecify.annotations.NullMarked;
