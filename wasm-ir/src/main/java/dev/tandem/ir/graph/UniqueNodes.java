// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.graph;

import org.jspecify.annotations.Nullable;

/**
 * The table behind global value numbering: open addressing over hashes of class, attributes and inputs. Entries of nodes that died or
 * changed stay until the table grows; they are told by comparing.
 */
final class UniqueNodes {
    private @Nullable Node[] table = new Node[128];
    private int[] hashes = new int[128];
    private int used;

    /** A live node of the table that equals {@code node} and is another. */
    @Nullable Node find(Node node) {
        int hash = hash(node);
        int mask = table.length - 1;
        for (int i = hash & mask; ; i = (i + 1) & mask) {
            Node candidate = table[i];
            if (candidate == null) {
                return null;
            }
            if (hashes[i] == hash && candidate != node && candidate.isAlive() && isEqual(candidate, node)) {
                return candidate;
            }
        }
    }

    void insert(Node node) {
        if (2 * used >= table.length) {
            rehash();
        }
        put(node, hash(node));
    }

    private void put(Node node, int hash) {
        int mask = table.length - 1;
        int i = hash & mask;
        while (table[i] != null) {
            if (table[i] == node && hashes[i] == hash) {
                return;
            }
            i = (i + 1) & mask;
        }
        table[i] = node;
        hashes[i] = hash;
        used++;
    }

    private void rehash() {
        @Nullable Node[] old = table;
        int live = 0;
        for (Node node : old) {
            if (node != null && node.isAlive()) {
                live++;
            }
        }
        int capacity = Math.max(128, Integer.highestOneBit(Math.max(1, live)) * 8);
        table = new Node[capacity];
        hashes = new int[capacity];
        used = 0;
        for (Node node : old) {
            if (node != null && node.isAlive()) {
                put(node, hash(node));
            }
        }
    }

    private static int hash(Node node) {
        int hash = node.getClass().getName().hashCode() + 31 * node.attributesHash();
        for (int i = 0; i < node.inputCount(); i++) {
            hash = 31 * hash + node.input(i).id();
        }
        hash *= 0x9E3779B9;
        return hash ^ (hash >>> 15);
    }

    private static boolean isEqual(Node a, Node b) {
        if (a.getClass() != b.getClass() || a.inputCount() != b.inputCount()) {
            return false;
        }
        for (int i = 0; i < a.inputCount(); i++) {
            if (a.input(i) != b.input(i)) {
                return false;
            }
        }
        return a.attributesEqual(b);
    }
}
