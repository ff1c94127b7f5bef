// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.graph;

/** What a node gives its users, beside the control that fixed nodes pass on. */
public enum NodeKind {
    /** Nothing but control; or several values, which {@code Result}s take apart. */
    CONTROL,
    /** The state of an {@link AliasClass}: a memory token. */
    MEMORY,
    /** A wasm value. */
    VALUE
}
