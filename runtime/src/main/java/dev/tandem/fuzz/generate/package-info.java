// SPDX-License-Identifier: Apache-2.0
/**
 * Makes random modules: valid, terminating, and deterministic wherever they run.
 *
 * <p>Termination: global 0 is fuel; every function entry and every turn of a loop without a small constant count takes from it, and traps
 * when there is none. Determinism: the bits of a NaN that an operation made may differ between engines, so they are replaced by the
 * canonical NaN before they can be seen as anything but a float. Variety: each module draws its {@link
 * dev.tandem.fuzz.generate.Topic topics} first (swarm testing, Groce et al. 2012), as modules with some of everything meet fewer corners than
 * modules with much of little.
 */
@NullMarked
package dev.tandem.fuzz.generate;

import org.jspecify.annotations.NullMarked;
