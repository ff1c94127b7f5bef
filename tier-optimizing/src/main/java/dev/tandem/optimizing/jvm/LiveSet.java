// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.jvm;

import java.util.Arrays;

/**
 * A set of small numbers, most of which are not in it: everything takes as long as there are members (Briggs, Torczon, "An efficient representation
 * for sparse sets", 1993).
 */
final class LiveSet {
    private int[] members = new int[16];
    private int count;
    /** Where each number would stand among the members. */
    private final int[] places;

    /** @param numbers all numbers are below */
    LiveSet(int numbers) {
        places = new int[numbers];
    }

    int count() {
        return count;
    }

    int member(int index) {
        return members[index];
    }

    boolean contains(int number) {
        int place = places[number];
        return place < count && members[place] == number;
    }

    void add(int number) {
        if (!contains(number)) {
            if (count == members.length) {
                members = Arrays.copyOf(members, 2 * count);
            }
            places[number] = count;
            members[count++] = number;
        }
    }

    void remove(int number) {
        if (contains(number)) {
            int last = members[--count];
            members[places[number]] = last;
            places[last] = places[number];
        }
    }

    void clear() {
        count = 0;
    }

    int[] toArray() {
        return Arrays.copyOf(members, count);
    }
}
