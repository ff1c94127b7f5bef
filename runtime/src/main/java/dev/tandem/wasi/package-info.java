// SPDX-License-Identifier: Apache-2.0
/**
 * WASI preview 1.
 */
@NullMarked
package dev.tandem.wasi;

import org.jspecify.annotations.NullMarked;
