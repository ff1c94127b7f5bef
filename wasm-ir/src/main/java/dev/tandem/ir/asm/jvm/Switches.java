// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.asm.jvm;

import java.util.Arrays;
import org.objectweb.asm.Opcodes;

/**
 * Switches. Branch tables that would fill a method are looked up: strings, as constants, map the index to the number of the target; the switch is over
 * targets alone.
 */
public final class Switches {
    /** A character takes up to three of the 65,535 bytes of a string constant. */
    private static final int CHUNK = 21_000;

    private static final Member LOOKUP = Member.method(
            "dev/tandem/ir/jvm/support/BranchTables", "lookup", "(ILjava/lang/String;)I");

    /** Longer tables are looked up. */
    private static final int MAX_SWITCH = 400;

    private final CodeBuffer code;

    public Switches(CodeBuffer code) {
        this.code = code;
    }

    /**
     * Branches to {@code targets[index]} for the index on the JVM's stack, the last for any beyond.
     *
     * @param ranks for each entry, where its target stands among the targets as they follow in the code, so that a dispatcher of pieces can
     *     go by ranges; equal for equal targets
     * @param nesting of the code, see {@link CodeBuffer#cut}
     */
    public void emit(int[] targets, int[] ranks, int nesting) {
        if (targets.length <= MAX_SWITCH) {
            code.tableSwitch(targets, targets.length);
            return;
        }
        int entries = targets.length - 1;
        int last = 0;
        for (int rank : ranks) {
            last = Math.max(last, rank);
        }
        int[] atRank = new int[last + 1];
        Arrays.fill(atRank, -1);
        for (int i = 0; i <= entries; i++) {
            atRank[ranks[i]] = targets[i];
        }
        int[] distinct = new int[last + 1];
        int[] numbers = new int[last + 1];
        int count = 0;
        for (int rank = 0; rank <= last; rank++) {
            if (atRank[rank] >= 0) {
                numbers[rank] = count;
                distinct[count++] = atRank[rank];
            }
        }
        int fallback = numbers[ranks[entries]];
        int index = code.newVariable(Kind.INT);
        code.set(index);
        int done = code.newLabel();
        for (int start = 0; start < entries; start += CHUNK) {
            int end = Math.min(start + CHUNK, entries);
            char[] table = new char[end - start];
            for (int i = start; i < end; i++) {
                table[i - start] = (char) numbers[ranks[i]];
            }
            lookup(index, start, new String(table), done, nesting);
        }
        code.pushInt(fallback);
        code.set(index);
        code.label(done);
        code.get(index);
        // The default of this switch is never taken.
        code.tableSwitch(Arrays.copyOf(distinct, count), count);
    }

    /** Makes the index the number of its target if it is in this chunk. */
    private void lookup(int index, int start, String table, int done, int nesting) {
        int next = code.newLabel();
        code.get(index);
        if (start > 0) {
            code.pushInt(start);
            code.op(Opcodes.ISUB, -1);
        }
        code.pushString(table);
        code.invokeStatic(LOOKUP);
        int found = code.newVariable(Kind.INT);
        code.set(found);
        code.get(found);
        code.branch(Opcodes.IFLT, next);
        code.get(found);
        code.set(index);
        code.goto_(done);
        code.cut(nesting);
        code.label(next);
    }
}
