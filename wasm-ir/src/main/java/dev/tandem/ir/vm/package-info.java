// SPDX-License-Identifier: Apache-2.0
/**
 * What generated code works on: memories, tables, globals, function references, the context, traps.
 */
@NullMarked
package dev.tandem.ir.vm;

import org.jspecify.annotations.NullMarked;
