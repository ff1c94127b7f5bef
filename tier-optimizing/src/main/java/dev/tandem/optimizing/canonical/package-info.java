// SPDX-License-Identifier: Apache-2.0
/**
 * Canonicalization: local rewriting to a fixpoint, with global value numbering, constant folding and removal of what is never reached.
 *
 * <p>{@link dev.tandem.optimizing.canonical.Canonicalize} is the phase. {@link dev.tandem.optimizing.canonical.Rewriter} keeps the worklist and
 * changes the graph; it asks {@link dev.tandem.optimizing.canonical.ValueRules} for a better form of each floating node and
 * {@link dev.tandem.optimizing.canonical.ControlRules} for fixed ones. Rules of one family stand in one class. Every rule makes the graph
 * smaller, cheaper or moves a node closer to the one canonical form (constants right, negations inside, widths narrow), and none undoes
 * another: that is why it ends.
 */
@NullMarked
package dev.tandem.optimizing.canonical;

import org.jspecify.annotations.NullMarked;
