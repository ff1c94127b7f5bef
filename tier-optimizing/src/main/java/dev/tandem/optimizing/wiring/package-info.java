// SPDX-License-Identifier: Apache-2.0
/**
 * Guice wiring of the optimizing tier.
 */
@NullMarked
package dev.tandem.optimizing.wiring;

import org.jspecify.annotations.NullMarked;
