// SPDX-License-Identifier: Apache-2.0
/**
 * Modules as trees that can be made, changed and written: in binary form for engines, as text for people.
 *
 * <p>{@link dev.tandem.fuzz.module.Code} is one instruction with those that compute its operands; {@link dev.tandem.fuzz.module.FuzzModule}
 * is what stands around the bodies.
 */
@NullMarked
package dev.tandem.fuzz.module;

import org.jspecify.annotations.NullMarked;
