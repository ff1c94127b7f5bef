// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.build;

import java.util.Arrays;

/**
 * The states of the variables as a tree: each stands below the state that control surely came by, and has the offset where it begins, which
 * never decreases on the way down. Finds ancestors by offset in logarithmic time (Myers 1983, "An Applicative Random-Access Stack").
 */
final class StateTree {
    /** As many as small bodies have, which are inlined often. */
    private static final int FEW = 16;

    private int[] parent = new int[FEW];
    private int[] jump = new int[FEW];
    private int[] depth = new int[FEW];
    private int[] offset = new int[FEW];
    private int count;

    /** Adds a state; the first has itself as parent. */
    int add(int newParent, int newOffset) {
        if (count == parent.length) {
            parent = Arrays.copyOf(parent, 2 * count);
            jump = Arrays.copyOf(jump, 2 * count);
            depth = Arrays.copyOf(depth, 2 * count);
            offset = Arrays.copyOf(offset, 2 * count);
        }
        int state = count++;
        parent[state] = newParent;
        offset[state] = newOffset;
        if (state != newParent) {
            int far = jump[newParent];
            boolean alike = depth[newParent] - depth[far] == depth[far] - depth[jump[far]];
            jump[state] = alike ? jump[far] : newParent;
            depth[state] = depth[newParent] + 1;
        }
        return state;
    }

    int size() {
        return count;
    }

    /** The state above; the root is above itself. */
    int parent(int state) {
        return parent[state];
    }

    int offset(int state) {
        return offset[state];
    }

    int depth(int state) {
        return depth[state];
    }

    /** The highest state, on the way from {@code state} to the root, that begins after {@code limit}; at least the parent. */
    int highestAfter(int state, int limit) {
        int at = parent[state];
        while (offset[parent[at]] > limit && at != parent[at]) {
            at = offset[jump[at]] > limit ? jump[at] : parent[at];
        }
        return at;
    }
}
