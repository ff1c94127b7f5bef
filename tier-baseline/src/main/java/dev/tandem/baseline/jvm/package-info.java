// SPDX-License-Identifier: Apache-2.0
/**
 * The baseline compiler that emits JVM bytecode.
 */
@NullMarked
package dev.tandem.baseline.jvm;

import org.jspecify.annotations.NullMarked;
