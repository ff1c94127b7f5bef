// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.build;

/** Where each variable is assigned: for locals the offsets of their assignments, for memory tokens those of writes and of calls. */
final class Assignments {
    private final int locals;
    /** The offsets of variable {@code v}, ascending, from {@code first[v]} to before {@code first[v + 1]}. */
    private final int[] first;

    private final int[] offsets;
    private final IntList calls;

    /**
     * @param variable the variables assigned, in the order of offsets
     * @param offset where
     * @param calls the offsets of what assigns every variable that is no local
     */
    Assignments(int locals, int variables, IntList variable, IntList offset, IntList calls) {
        this.locals = locals;
        this.calls = calls;
        first = new int[variables + 1];
        for (int i = 0; i < variable.size(); i++) {
            first[variable.get(i) + 1]++;
        }
        for (int i = 0; i < variables; i++) {
            first[i + 1] += first[i];
        }
        int[] next = first.clone();
        offsets = new int[variable.size()];
        for (int i = 0; i < variable.size(); i++) {
            offsets[next[variable.get(i)]++] = offset.get(i);
        }
    }

    /** Whether the variable is assigned after offset {@code from} and before {@code to}. */
    boolean isAssigned(int variable, int from, int to) {
        int low = first[variable];
        int high = first[variable + 1];
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (offsets[middle] <= from) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return (low < first[variable + 1] && offsets[low] < to) || (variable >= locals && isCalled(from, to));
    }

    private boolean isCalled(int from, int to) {
        int low = 0;
        int high = calls.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (calls.get(middle) <= from) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low < calls.size() && calls.get(low) < to;
    }
}
