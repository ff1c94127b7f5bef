// SPDX-License-Identifier: Apache-2.0
/**
 * How the public API does its work.
 *
 * <p>{@code EngineImpl} holds what all modules share: backend, tiers, type registry, the timer of deadlines. A {@code ModuleImpl} is a
 * decoded module with its code. {@code Instantiation} makes an {@code InstanceImpl} of it: {@code ImportMatcher} finds and checks the
 * imports, {@code HostLinker} makes Java functions callable, {@code ConstantEvaluator} runs initializers.
 *
 * <p>The holders of {@code dev.tandem.ir.vm} are what code works on; {@code FunctionImpl}, {@code MemoryImpl}, {@code TableImpl} and
 * {@code GlobalImpl} are their faces towards Java, equal if they show the same thing. {@code Values} and {@code References} convert
 * what passes between. {@code Gates} links instances that can reach each other, so that they are entered and stopped as one.
 */
@NullMarked
package dev.tandem.runtime.internal;

import org.jspecify.annotations.NullMarked;
