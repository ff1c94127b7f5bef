// SPDX-License-Identifier: Apache-2.0
/**
 * The public API: engine, module, instance, memory, table, global, imports.
 */
@NullMarked
package dev.tandem.api;

import org.jspecify.annotations.NullMarked;
