// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.graph;

/** What flows along an edge. A fixed node may give control to one user and a value or token to others: the edge tells which. */
public enum EdgeKind {
    /** Control passes from the input to the user. */
    CONTROL,
    /** The user reads, replaces or passes on a memory token. */
    MEMORY,
    VALUE,
    /** The user is a part of the input: a phi of its region, a further result or a token of a call. */
    OWNER
}
