// SPDX-License-Identifier: Apache-2.0
/**
 * The baseline compiler that emits JVM bytecode.
 *
 * <p>{@link dev.tandem.baseline.jvm.JvmBaselineCompiler} drives a {@code BodyCompiler} over each body: it hands instructions to one
 * emitter a family, which share the recorded code and the {@code OperandStack}, the model of where wasm's operands are. The
 * recorded code becomes a class in {@code dev.tandem.ir.asm.jvm}.
 */
@NullMarked
package dev.tandem.baseline.jvm;

import org.jspecify.annotations.NullMarked;
