// SPDX-License-Identifier: Apache-2.0
package dev.tandem.decoder.type;

/** The type of a global. */
public record GlobalType(ValueType type, boolean mutable) {}
