// SPDX-License-Identifier: Apache-2.0
/**
 * Strength reduction: slow instructions become several fast ones. Divisions and remainders by constants become multiplications and shifts
 * ({@link dev.tandem.optimizing.strength.Reciprocal} finds the multiplier).
 */
@NullMarked
package dev.tandem.optimizing.strength;

import org.jspecify.annotations.NullMarked;
