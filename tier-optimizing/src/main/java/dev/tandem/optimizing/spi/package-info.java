// SPDX-License-Identifier: Apache-2.0
/**
 * What the author of an optimizing compiler implements.
 */
@NullMarked
package dev.tandem.optimizing.spi;

import org.jspecify.annotations.NullMarked;
