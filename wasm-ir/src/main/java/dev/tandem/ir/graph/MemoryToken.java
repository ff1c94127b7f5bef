// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.graph;

/** A node of kind {@link NodeKind#MEMORY}: the state of an alias class at some point. */
public interface MemoryToken {
    AliasClass aliasClass();
}
