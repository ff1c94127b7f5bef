// SPDX-License-Identifier: Apache-2.0
/**
 * The tier manager at work: a {@link dev.tandem.manager.tiering.TierManager} is the engine's tiers and the policy between them, a
 * {@link dev.tandem.manager.tiering.ModuleTiers} is what a backend asks for a function's code at its first call. All that happens is
 * counted and told to the listener.
 */
@NullMarked
package dev.tandem.manager.tiering;

import org.jspecify.annotations.NullMarked;
