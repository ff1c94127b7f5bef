// SPDX-License-Identifier: Apache-2.0
/**
 * Which baseline compiler goes with which backend.
 */
@NullMarked
package dev.tandem.baseline.wiring;

import org.jspecify.annotations.NullMarked;
