// SPDX-License-Identifier: Apache-2.0
/** C programs that use WASI to the full, in the engine, on real and in-memory file systems. */
@NullMarked
package dev.tandem.it.wasi;

import org.jspecify.annotations.NullMarked;
