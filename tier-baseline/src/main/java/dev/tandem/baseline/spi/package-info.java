// SPDX-License-Identifier: Apache-2.0
/**
 * What the author of a baseline compiler implements.
 */
@NullMarked
package dev.tandem.baseline.spi;

import org.jspecify.annotations.NullMarked;
