// SPDX-License-Identifier: Apache-2.0
/**
 * Guice wiring of the baseline tier.
 */
@NullMarked
package dev.tandem.baseline.wiring;

import org.jspecify.annotations.NullMarked;
