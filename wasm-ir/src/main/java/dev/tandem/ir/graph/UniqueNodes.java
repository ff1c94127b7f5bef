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

    /** A live node of the table that equals {@code node} and is another; if there is none, null, and {@code node} is in the table. */
    @Nullable Node findOrInsert(Node node) {
        if (2 * used >= table.length) {
            rehash();
        }
        int hash = hash(node);
        int mask = table.length - 1;
        boolean known = false;
        int i = hash & mask;
        for (Node candidate = table[i]; candidate != null; candidate = table[i]) {
            if (hashes[i] == hash) {
                if (candidate == node) {
                    known = true;
                } else if (candidate.isAlive() && isEqual(candidate, node)) {
                    return candidate;
                }
            }
            i = (i + 1) & mask;
        }
        if (!known) {
            table[i] = node;
            hashes[i] = hash;
            used++;
        }
        return null;
    }

    private void rehash() {
        @Nullable Node[] old = table;
        int live = 0;
        for (Node node : old) {
            live += node != null && node.isAlive() ? 1 : 0;
        }
        int capacity = Math.max(128, Integer.highestOneBit(Math.max(1, live)) * 8);
        table = new Node[capacity];
        hashes = new int[capacity];
        used = 0;
        for (Node node : old) {
            if (node != null && node.isAlive()) {
                insertOnce(node);
            }
        }
    }

    /** Of a node that changed there may be several entries. */
    private void insertOnce(Node node) {
        int hash = hash(node);
        int i = hash & (table.length - 1);
        while (table[i] != null) {
            if (table[i] == node) {
                return;
            }
            i = (i + 1) & (table.length - 1);
        }
        table[i] = node;
        hashes[i] = hash;
        used++;
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
