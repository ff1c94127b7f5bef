// SPDX-License-Identifier: Apache-2.0
/**
 * The operating system and machine code, through {@code java.lang.foreign}: the only package that touches its linker.
 *
 * <p>{@link dev.tandem.ir.platform.OperatingSystem} is what the native backend wants of a platform; {@link dev.tandem.ir.platform.Linux} gives it
 * for Linux on x86-64. {@link dev.tandem.ir.platform.NativeCalls} is the one downcall shape that all of it goes through.
 * {@link dev.tandem.ir.platform.CodeMemory} holds machine code.
 */
@NullMarked
package dev.tandem.ir.platform;

import org.jspecify.annotations.NullMarked;
