// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.asm.jvm;

import static org.objectweb.asm.Opcodes.GOTO;
import static org.objectweb.asm.Opcodes.IADD;
import static org.objectweb.asm.Opcodes.IF_ICMPGE;
import static org.objectweb.asm.Opcodes.IF_ICMPLT;
import static org.objectweb.asm.Opcodes.ILOAD;
import static org.objectweb.asm.Opcodes.ISTORE;

import java.util.Arrays;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;

/**
 * A switch whose targets may lie inside pieces below. A run of targets that are consecutive entries of one piece, or all the same, is
 * one case; when runs are few, a decision tree over them replaces a table that could be larger than a method may be.
 */
final class PieceSwitch {
    private static final int ENDS = 0;
    private static final int SAME = 1;
    private static final int CONSECUTIVE = 2;

    private final PieceEmitter emitter;
    private final MethodVisitor method;
    /** Holds the value, {@link #low} for the first target. */
    private final int local;

    private final int low;
    private final int[] targets;
    private final int from;
    private final int count;

    /** The targets are the labels {@code targets[from]} to {@code targets[from + count - 1]}. */
    PieceSwitch(PieceEmitter emitter, int local, int low, int[] targets, int from, int count) {
        this.emitter = emitter;
        this.method = emitter.method;
        this.local = local;
        this.low = low;
        this.targets = targets;
        this.from = from;
        this.count = count;
    }

    /** Branches to the target of the value, or to {@code other} if it has none. */
    void emit(Label other) {
        int[] runs = runs();
        method.visitVarInsn(ILOAD, local);
        if (runs.length * 4 > count) {
            Label[] labels = new Label[count];
            for (int i = 0; i < count; i++) {
                labels[i] = emitter.label(targets[from + i]);
            }
            method.visitTableSwitchInsn(low, low + count - 1, other, labels);
            return;
        }
        emitter.pushInt(low);
        method.visitJumpInsn(IF_ICMPLT, other);
        method.visitVarInsn(ILOAD, local);
        emitter.pushInt(low + count);
        method.visitJumpInsn(IF_ICMPGE, other);
        tree(runs, 0, runs.length - 1);
    }

    /** Where runs start, and the end. */
    private int[] runs() {
        int[] runs = new int[count + 1];
        int found = 0;
        int step = ENDS;
        for (int i = 0; i < count; i++) {
            int next = i == 0 ? ENDS : step(targets[from + i - 1], targets[from + i]);
            boolean second = found > 0 && runs[found - 1] == i - 1;
            if (next == ENDS || (next != step && !second)) {
                runs[found++] = i;
            }
            step = next;
        }
        runs[found++] = count;
        return Arrays.copyOf(runs, found);
    }

    /** How a run goes from one target to the next: all by the same step. */
    private int step(int before, int next) {
        if (before == next) {
            return SAME;
        }
        Piece child = emitter.inside(before);
        boolean consecutive = child != null
                && child.equals(emitter.inside(next))
                && child.entryIndex(next) == child.entryIndex(before) + 1;
        return consecutive ? CONSECUTIVE : ENDS;
    }

    private void tree(int[] runs, int first, int end) {
        if (end - first == 1) {
            leaf(runs[first], runs[end]);
            return;
        }
        int middle = (first + end) >>> 1;
        Label upper = new Label();
        method.visitVarInsn(ILOAD, local);
        emitter.pushInt(low + runs[middle]);
        method.visitJumpInsn(IF_ICMPGE, upper);
        tree(runs, first, middle);
        emitter.place(upper);
        tree(runs, middle, end);
    }

    private void leaf(int first, int end) {
        int label = targets[from + first];
        Piece child = emitter.inside(label);
        if (child == null || end - first == 1 || targets[from + first + 1] == label) {
            method.visitJumpInsn(GOTO, emitter.label(label));
            return;
        }
        method.visitVarInsn(ILOAD, local);
        emitter.pushInt(child.entryIndex(label) - low - first);
        method.visitInsn(IADD);
        method.visitVarInsn(ISTORE, emitter.entryLocal);
        method.visitJumpInsn(GOTO, emitter.callSite(child));
    }
}
