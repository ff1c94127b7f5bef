// SPDX-License-Identifier: Apache-2.0
/**
 * Guice composition root.
 */
@NullMarked
package dev.tandem.runtime.wiring;

import org.jspecify.annotations.NullMarked;
