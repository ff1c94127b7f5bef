// SPDX-License-Identifier: Apache-2.0
/** Emission: low-level IR with registers becomes machine code with its tables of positions. */
@NullMarked
package dev.tandem.optimizing.x64.emit;

import org.jspecify.annotations.NullMarked;
