// SPDX-License-Identifier: Apache-2.0
/**
 * How optimizations are run.
 *
 * <p>A {@link dev.tandem.optimizing.pipeline.Phase} is one stateless class; {@link dev.tandem.optimizing.pipeline.Pipeline} is the list of
 * them in order. {@link dev.tandem.optimizing.pipeline.PhaseContext} brings what they need: the request with its profile, facts about the
 * {@link dev.tandem.optimizing.pipeline.Target}, {@link dev.tandem.optimizing.pipeline.PhaseOptions} with switches and budgets. A
 * {@link dev.tandem.optimizing.pipeline.PhaseObserver} times, verifies and dumps.
 *
 * <p>A compiler that has just been started steals time from the guest: on its way there are no switches over classes of nodes and few
 * lambdas, because for each of them the JVM makes a class when it is met first.
 */
@NullMarked
package dev.tandem.optimizing.pipeline;

import org.jspecify.annotations.NullMarked;
