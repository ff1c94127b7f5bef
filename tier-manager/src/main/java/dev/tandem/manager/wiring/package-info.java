// SPDX-License-Identifier: Apache-2.0
/**
 * Guice wiring of the tier manager.
 */
@NullMarked
package dev.tandem.manager.wiring;

import org.jspecify.annotations.NullMarked;
