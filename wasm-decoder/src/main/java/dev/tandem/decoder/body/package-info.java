// SPDX-License-Identifier: Apache-2.0
/**
 * Opcode table, and the decoder and validator of function bodies.
 */
@NullMarked
package dev.tandem.decoder.body;

import org.jspecify.annotations.NullMarked;
