// SPDX-License-Identifier: Apache-2.0
/**
 * Computes what code means, without compiling it.
 *
 * <p>{@link dev.tandem.ir.graph.evaluate.Numerics} evaluates one numeric instruction over {@link dev.tandem.ir.graph.evaluate.Bits}; one
 * small class a family does the work. Constant folding and the oracle of tests both use it. The oracle is an
 * {@link dev.tandem.ir.graph.evaluate.EvaluatedInstance}, whose functions are graphs: a {@code GraphEvaluator} follows control through them.
 */
@NullMarked
package dev.tandem.ir.graph.evaluate;

import org.jspecify.annotations.NullMarked;
