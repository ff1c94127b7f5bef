// SPDX-License-Identifier: Apache-2.0
/**
 * Artifacts that compilers make, and the code slots they are published in.
 */
@NullMarked
package dev.tandem.ir.code;

import org.jspecify.annotations.NullMarked;
