// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.jvm;

import java.util.Arrays;

/** Disjoint sets of nodes, each with a representative: union-find with path halving (R. E. Tarjan and J. van Leeuwen, 1984). Each node is alone at first. */
final class NodeSets {
    /** By node id: another node of the set, towards its representative. */
    private final int[] parent;

    /** @param capacity above all node ids */
    NodeSets(int capacity) {
        parent = new int[capacity];
        Arrays.setAll(parent, id -> id);
    }

    /** The id of the representative. */
    int of(int id) {
        int at = id;
        while (parent[at] != at) {
            parent[at] = parent[parent[at]];
            at = parent[at];
        }
        return at;
    }

    /** Joins two sets: {@code kept}, a representative, stands for both. */
    void join(int kept, int other) {
        parent[of(other)] = kept;
    }
}
