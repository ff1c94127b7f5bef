// SPDX-License-Identifier: Apache-2.0
/**
 * Canonical types of an engine: recursion groups and subtyping across modules.
 */
@NullMarked
package dev.tandem.ir.type;

import org.jspecify.annotations.NullMarked;
