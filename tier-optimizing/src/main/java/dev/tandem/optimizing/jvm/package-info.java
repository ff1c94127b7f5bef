// SPDX-License-Identifier: Apache-2.0
/**
 * The optimizing tier's code generator for JVM bytecode.
 *
 * <p>{@link dev.tandem.optimizing.jvm.JvmOptimizingCompiler} runs the pipeline and schedules the graph. {@code BlockSequence} puts the blocks
 * in an order in which branches go forward and loops nest, which is what code must be like that can be cut into methods. {@code Trees} joins
 * values that are used once to expressions on the JVM's operand stack; {@code LiveRanges} and {@code VariableAssignment} give the
 * others variables, phis the same as their values where that can be. {@code GraphEmitter} then records the code, an emitter a family of
 * nodes, and the assembler that both tiers share makes classes of it. What HotSpot does well (scheduling, registers, its own
 * value numbering) is left to it.
 */
@NullMarked
package dev.tandem.optimizing.jvm;

import org.jspecify.annotations.NullMarked;
