// SPDX-License-Identifier: Apache-2.0
/**
 * Phases that know what is in memory, globals and tables.
 *
 * <p>A {@link dev.tandem.optimizing.memory.Location} is what an access touches; two of them may overlap, or one covers the other.
 * {@link dev.tandem.optimizing.memory.LoadElimination} carries {@link dev.tandem.optimizing.memory.Facts} along control and drops accesses
 * that tell nothing new.
 */
@NullMarked
package dev.tandem.optimizing.memory;

import org.jspecify.annotations.NullMarked;
