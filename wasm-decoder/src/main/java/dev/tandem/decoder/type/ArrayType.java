// SPDX-License-Identifier: Apache-2.0
package dev.tandem.decoder.type;

/** An array type. */
public record ArrayType(FieldType element) implements CompositeType {}
