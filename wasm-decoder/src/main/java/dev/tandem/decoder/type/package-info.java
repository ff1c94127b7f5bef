// SPDX-License-Identifier: Apache-2.0
/**
 * The type model of WebAssembly.
 */
@NullMarked
package dev.tandem.decoder.type;

import org.jspecify.annotations.NullMarked;
