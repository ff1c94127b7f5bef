// SPDX-License-Identifier: Apache-2.0
package dev.tandem.decoder.type;

/** The type of a table; limits in elements. */
public record TableType(ValueType element, Limits limits) {}
