// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.asm.jvm;

import java.util.Arrays;

/** The places where recorded code may be cut, ascending. */
final class Cuts {
    private int[] positions = new int[32];
    private int[] bytes = new int[32];
    private int[] nesting = new int[32];
    private int count;

    /** Adds a place, with the bytes of all code before it and the nesting depth of blocks there. */
    void add(int position, int bytesBefore, int depth) {
        if (count > 0 && positions[count - 1] == position) {
            nesting[count - 1] = Math.min(nesting[count - 1], depth);
            return;
        }
        if (count == positions.length) {
            positions = Arrays.copyOf(positions, count * 2);
            bytes = Arrays.copyOf(bytes, count * 2);
            nesting = Arrays.copyOf(nesting, count * 2);
        }
        positions[count] = position;
        bytes[count] = bytesBefore;
        nesting[count] = depth;
        count++;
    }

    int count() {
        return count;
    }

    /** The last place so far; the start before there is one. */
    int last() {
        return count == 0 ? 0 : positions[count - 1];
    }

    int position(int index) {
        return positions[index];
    }

    int bytesBefore(int index) {
        return bytes[index];
    }

    int nesting(int index) {
        return nesting[index];
    }

    /** Index of the first cut at or after {@code position}. */
    int indexAt(int position) {
        int index = Arrays.binarySearch(positions, 0, count, position);
        return index < 0 ? -index - 1 : index;
    }
}
