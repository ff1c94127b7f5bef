// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.build;

import dev.tandem.ir.graph.Node;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What each variable is in each state: a hash table with open addressing, from pairs of numbers to nodes. */
final class DefinitionTable {
    private static final long EMPTY = -1;

    private long[] keys = empty(64);
    private @Nullable Node[] values = new Node[64];
    private int size;

    private static long[] empty(int capacity) {
        long[] keys = new long[capacity];
        Arrays.fill(keys, EMPTY);
        return keys;
    }

    private static int place(long key, int mask) {
        long hash = key * 0x9E3779B97F4A7C15L;
        return (int) (hash >>> 32) & mask;
    }

    @Nullable Node get(int state, int variable) {
        long key = ((long) state << 32) | variable;
        int mask = keys.length - 1;
        for (int i = place(key, mask); keys[i] != EMPTY; i = (i + 1) & mask) {
            if (keys[i] == key) {
                return values[i];
            }
        }
        return null;
    }

    void put(int state, int variable, Node value) {
        if (2 * size >= keys.length) {
            grow();
        }
        put(((long) state << 32) | variable, value);
    }

    private void put(long key, @Nullable Node value) {
        int mask = keys.length - 1;
        int i = place(key, mask);
        while (keys[i] != EMPTY && keys[i] != key) {
            i = (i + 1) & mask;
        }
        if (keys[i] == EMPTY) {
            keys[i] = key;
            size++;
        }
        values[i] = value;
    }

    private void grow() {
        long[] oldKeys = keys;
        @Nullable Node[] oldValues = values;
        keys = empty(2 * oldKeys.length);
        values = new Node[keys.length];
        size = 0;
        for (int i = 0; i < oldKeys.length; i++) {
            if (oldKeys[i] != EMPTY) {
                put(oldKeys[i], oldValues[i]);
            }
        }
    }
}
