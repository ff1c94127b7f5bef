// SPDX-License-Identifier: Apache-2.0
package dev.tandem.decoder.type;

/** What a type definition defines: a function, structure or array type. */
public sealed interface CompositeType permits FunctionType, StructType, ArrayType {}
