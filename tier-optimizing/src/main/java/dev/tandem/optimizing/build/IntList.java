// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.build;

import java.util.Arrays;

/** A growing list of ints. */
final class IntList {
    private int[] elements = new int[16];
    private int size;

    void add(int element) {
        if (size == elements.length) {
            elements = Arrays.copyOf(elements, 2 * size);
        }
        elements[size++] = element;
    }

    int get(int index) {
        return elements[index];
    }

    void set(int index, int element) {
        elements[index] = element;
    }

    int size() {
        return size;
    }
}
