// SPDX-License-Identifier: Apache-2.0
/** Static methods that generated code calls: memory access, arithmetic that Java has no operator for, bulk operations, traps. */
@NullMarked
package dev.tandem.ir.jvm.support;

import org.jspecify.annotations.NullMarked;
