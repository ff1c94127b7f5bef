// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.asm.jvm;

/** What a range of recorded code uses. */
final class VariableUse {
    /** Accesses of each variable. */
    final int[] count;

    private boolean memory;

    VariableUse(CodeBuffer code, int from, int to) {
        count = new int[code.variableCount()];
        scan(code, from, to);
    }

    private void scan(CodeBuffer code, int from, int to) {
        int[] words = code.code;
        for (int at = from; at < to; at += code.size(at)) {
            switch (words[at] & 0xff) {
                case CodeBuffer.GET, CodeBuffer.SET, CodeBuffer.INCREMENT -> count[words[at] >>> 8]++;
                case CodeBuffer.MEMORY -> memory = true;
                default -> {}
            }
        }
    }

    boolean uses(int variable) {
        return count[variable] > 0;
    }

    /** Number of variables used. */
    int used() {
        int used = 0;
        for (int uses : count) {
            used += uses > 0 ? 1 : 0;
        }
        return used;
    }

    /** Words that the variables used take as locals. */
    int words(CodeBuffer code) {
        int words = 0;
        for (int v = 0; v < count.length; v++) {
            words += count[v] > 0 ? code.kind(v).words() : 0;
        }
        return words;
    }

    boolean memory() {
        return memory;
    }
}
