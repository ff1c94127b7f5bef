// SPDX-License-Identifier: Apache-2.0
/**
 * The compliance kit: what every tier must do, to be pointed at one's own with {@link dev.tandem.compliance.TierCompliance}, an annotation for
 * JUnit, or {@link dev.tandem.compliance.Main}, a command. It runs the conformance suite, random modules beside Tandem's own tiers, and what only a whole engine shows: the handoff from
 * one tier to the next, traps, interrupts, host functions.
 *
 * <p>Known gaps stand in a file and are checked both ways: what is listed must fail, what fails must be listed.
 */
@NullMarked
package dev.tandem.compliance;

import org.jspecify.annotations.NullMarked;
