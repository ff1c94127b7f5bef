// SPDX-License-Identifier: Apache-2.0
/**
 * A thin layer over ASM.
 */
@NullMarked
package dev.tandem.ir.asm.jvm;

import org.jspecify.annotations.NullMarked;
