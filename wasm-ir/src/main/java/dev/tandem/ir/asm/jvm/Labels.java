// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.asm.jvm;

import java.util.Arrays;

/** The labels of recorded code. */
final class Labels {
    private int[] references = new int[32];
    private int[] firstReference = new int[32];
    private int[] position = new int[32];
    private int[] loopEnd = new int[32];
    private int count;

    int add() {
        if (count == references.length) {
            int size = count * 2;
            references = Arrays.copyOf(references, size);
            firstReference = Arrays.copyOf(firstReference, size);
            position = Arrays.copyOf(position, size);
            loopEnd = Arrays.copyOf(loopEnd, size);
        }
        firstReference[count] = Integer.MAX_VALUE;
        position[count] = -1;
        loopEnd[count] = -1;
        return count++;
    }

    int count() {
        return count;
    }

    void place(int label, int at) {
        position[label] = at;
    }

    void closeLoop(int label, int at) {
        loopEnd[label] = at;
    }

    /** The instruction at {@code at} branches to {@code label}. */
    void refer(int label, int at) {
        if (references[label]++ == 0) {
            firstReference[label] = at;
        }
    }

    /** How often it is branched to. */
    int references(int label) {
        return references[label];
    }

    /** Position of the first branch to it. */
    int firstReference(int label) {
        return firstReference[label];
    }

    int position(int label) {
        return position[label];
    }

    /** Position after the end of the loop whose label it is; -1 for other labels. */
    int endOfLoop(int label) {
        return loopEnd[label];
    }
}
