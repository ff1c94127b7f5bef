// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.build;

/** Where each variable is assigned: for locals the offsets of their assignments, for memory tokens those of writes and of calls. */
final class Assignments {
    /** Before every offset, and before what states count as. */
    static final int NEVER = Integer.MIN_VALUE;

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
        return firstFrom(variable, from + 1) < to;
    }

    /** The last offset before {@code to} where the variable is assigned; {@link #NEVER} if there is none. */
    int lastBefore(int variable, int to) {
        int at = search(variable, to);
        int last = at > first[variable] ? offsets[at - 1] : NEVER;
        if (variable < locals) {
            return last;
        }
        int call = searchCalls(to);
        return call > 0 ? Math.max(last, calls.get(call - 1)) : last;
    }

    /** The first offset from {@code from} on where the variable is assigned; the greatest int if there is none. */
    int firstFrom(int variable, int from) {
        int at = search(variable, from);
        int next = at < first[variable + 1] ? offsets[at] : Integer.MAX_VALUE;
        if (variable < locals) {
            return next;
        }
        int call = searchCalls(from);
        return call < calls.size() ? Math.min(next, calls.get(call)) : next;
    }

    /** The index in {@link #offsets} of the variable's first one from {@code offset} on. */
    private int search(int variable, int offset) {
        int low = first[variable];
        int high = first[variable + 1];
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (offsets[middle] < offset) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private int searchCalls(int offset) {
        int low = 0;
        int high = calls.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (calls.get(middle) < offset) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
