// SPDX-License-Identifier: Apache-2.0
/**
 * Inlining.
 *
 * <p>{@link dev.tandem.optimizing.inline.InlineCalls} is the phase: in rounds, it ranks the calls of the graph by
 * {@code CallSites}, asks the {@code InlineBudget}, and replaces calls by bodies ({@code Splice}), or, where only the profile knows
 * the callee, by a test of the actual one with the body behind it and the call beside it ({@code Guards}).
 */
@NullMarked
package dev.tandem.optimizing.inline;

import org.jspecify.annotations.NullMarked;
