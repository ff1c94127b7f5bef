// SPDX-License-Identifier: Apache-2.0
/**
 * What instructions make of what is known of their operands: the transfer functions of stamps.
 *
 * <p>{@link dev.tandem.optimizing.stamp.IntegerTransfer} dispatches by opcode to one small class a family. Everything is sound: the result's
 * stamp contains each value that operands within their stamps can give. It need not be the tightest.
 */
@NullMarked
package dev.tandem.optimizing.stamp;

import org.jspecify.annotations.NullMarked;
