// SPDX-License-Identifier: Apache-2.0
package dev.tandem.baseline.jvm;

import dev.tandem.decoder.body.Label;
import dev.tandem.ir.asm.jvm.CodeBuffer;
import dev.tandem.ir.asm.jvm.Kind;
import dev.tandem.ir.asm.jvm.Member;
import java.util.Arrays;
import org.objectweb.asm.Opcodes;

/**
 * Branch tables that would fill a method: strings, as constants, map the index to the number of the target; the switch is over
 * targets alone.
 */
final class LargeSwitches {
    /** A character takes up to three of the 65,535 bytes of a string constant. */
    private static final int CHUNK = 21_000;

    private static final Member LOOKUP = Member.method(
            "dev/tandem/ir/jvm/support/BranchTables", "lookup", "(ILjava/lang/String;)I");

    private final Emission emission;
    private final CodeBuffer code;

    LargeSwitches(Emission emission) {
        this.emission = emission;
        this.code = emission.code;
    }

    /**
     * Branches to {@code targets[index]} for the index on the JVM's stack, the last for any beyond. Targets are numbered from the deepest
     * block outwards, as they follow in the code, so that a dispatcher of pieces can go by ranges.
     */
    void emit(Label[] labels, int[] targets) {
        int entries = targets.length - 1;
        int deepest = 0;
        for (int i = 0; i <= entries; i++) {
            deepest = Math.max(deepest, labels[i].depth());
        }
        int[] atDepth = new int[deepest + 1];
        Arrays.fill(atDepth, -1);
        for (int i = 0; i <= entries; i++) {
            atDepth[labels[i].depth()] = targets[i];
        }
        int[] distinct = new int[deepest + 1];
        int[] numbers = new int[deepest + 1];
        int count = 0;
        for (int depth = deepest; depth >= 0; depth--) {
            if (atDepth[depth] >= 0) {
                numbers[depth] = count;
                distinct[count++] = atDepth[depth];
            }
        }
        int fallback = numbers[labels[entries].depth()];
        int index = code.newVariable(Kind.INT);
        code.set(index);
        int done = code.newLabel();
        for (int start = 0; start < entries; start += CHUNK) {
            int end = Math.min(start + CHUNK, entries);
            char[] table = new char[end - start];
            for (int i = start; i < end; i++) {
                table[i - start] = (char) numbers[labels[i].depth()];
            }
            lookup(index, start, new String(table), done);
        }
        code.pushInt(fallback);
        code.set(index);
        code.label(done);
        code.get(index);
        // The default of this switch is never taken.
        code.tableSwitch(Arrays.copyOf(distinct, count), count);
    }

    /** Makes the index the number of its target if it is in this chunk. */
    private void lookup(int index, int start, String table, int done) {
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
        code.cut(emission.nesting);
        code.label(next);
    }
}
