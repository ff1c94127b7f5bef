// SPDX-License-Identifier: Apache-2.0
/**
 * From recorded code to JVM classes, for both tiers.
 *
 * <p>A compiler records a function into a {@link dev.tandem.ir.asm.jvm.CodeBuffer}: JVM instructions over abstract variables and
 * labels. {@link dev.tandem.ir.asm.jvm.FunctionAssembler} then writes the class through ASM: one method if the code fits in what
 * HotSpot compiles, else several pieces.
 */
@NullMarked
package dev.tandem.ir.asm.jvm;

import org.jspecify.annotations.NullMarked;
