// SPDX-License-Identifier: Apache-2.0
package dev.tandem.baseline.jvm;

import dev.tandem.decoder.body.Label;
import dev.tandem.ir.asm.jvm.CodeBuffer;
import dev.tandem.ir.asm.jvm.Jumps;
import dev.tandem.ir.asm.jvm.Kind;
import dev.tandem.ir.asm.jvm.Switches;
import java.util.Arrays;
import org.objectweb.asm.Opcodes;

/** Branches. The values that they carry move to the slots of their target. */
final class BranchEmitter {
    private final Emission emission;
    private final CodeBuffer code;
    private final OperandStack stack;
    private final ResultEmitter results;
    private final CountingEmitter counting;
    private final Switches switches;

    BranchEmitter(Emission emission, ResultEmitter results, CountingEmitter counting) {
        this.counting = counting;
        this.emission = emission;
        this.code = emission.code;
        this.stack = emission.stack;
        this.results = results;
        this.switches = new Switches(code);
    }

    /** Before a label or branch: all operands in slots, memory fresh. */
    void settleAll() {
        stack.flush();
        emission.settle();
    }

    /** Takes the condition on top, for a branch taken with the jump returned; all else is brought into slots. */
    int condition() {
        if (stack.pending() != 0) {
            if (!stack.anyPushed(stack.height(), 1)) {
                int jump = stack.takePending();
                stack.pop(1);
                emission.settle();
                return jump;
            }
            stack.resolve();
        }
        number();
        return Opcodes.IFNE;
    }

    /** Leaves the number on top alone on the JVM's stack, and takes it. */
    private void number() {
        int top = stack.height() - 1;
        if (stack.anyPushed(stack.height(), 1)) {
            stack.flush();
            stack.need(1);
            stack.pop(1);
        } else if (stack.unpushed(1)) {
            stack.flush(top);
            stack.need(1);
            stack.pop(1);
        } else {
            stack.need(1);
            stack.pop(1);
        }
        emission.settle();
    }

    /** Whether the values that a branch carries are in the slots where its target wants them. */
    private boolean inPlace(Label target) {
        int count = target.branchArity();
        return count == 0 || stack.height() - count == target.height();
    }

    void brIf(Label target) {
        emission.work.branchIf(target);
        int jump = condition();
        int label = Block.of(target).label;
        int word = counting.branch();
        if (inPlace(target) && word < 0) {
            code.branch(jump, label);
            return;
        }
        int skip = code.newLabel();
        code.branch(Jumps.inverse(jump), skip);
        if (word >= 0) {
            counting.way(word, true);
        }
        jumpTo(target);
        code.label(skip);
        if (word >= 0) {
            counting.way(word, false);
        }
    }

    /** Copies the values that a branch carries from slot to slot; going up, since they only move down. */
    private void copyTo(Label target) {
        int count = target.branchArity();
        int from = stack.height() - count;
        for (int i = 0; i < count; i++) {
            Kind kind = Emission.kind(target.branchType(i));
            code.get(kind, stack.slot(from + i, kind));
            code.set(kind, stack.slot(target.height() + i, kind));
        }
    }

    void br(Label target) {
        emission.work.branch(target);
        if (target.kind() == Label.Kind.FUNCTION) {
            results.giveResults(emission.state().functionType());
            return;
        }
        emission.settle();
        int count = target.branchArity();
        stack.needAlone(count);
        for (int i = count - 1; i >= 0; i--) {
            Kind kind = Emission.kind(target.branchType(i));
            code.set(kind, stack.slot(target.height() + i, kind));
        }
        code.goto_(Block.of(target).label);
    }

    void brTable(Label[] labels, int count) {
        emission.work.branchTable(labels, count);
        number();
        if (count == 1) {
            code.op(Opcodes.POP, -1);
            jumpTo(labels[0]);
            return;
        }
        boolean direct = true;
        for (int i = 0; i < count && direct; i++) {
            direct = inPlace(labels[i]);
        }
        int[] targets = new int[count];
        for (int i = 0; i < count; i++) {
            targets[i] = Block.of(labels[i]).label;
        }
        if (!direct) {
            int[] stubs = stubs(labels, targets);
            emitSwitch(labels, targets);
            placeStubs(labels, count, stubs);
        } else {
            emitSwitch(labels, targets);
        }
    }

    /** The targets stand in the code from the deepest block outwards. */
    private void emitSwitch(Label[] labels, int[] targets) {
        int deepest = 0;
        for (int i = 0; i < targets.length; i++) {
            deepest = Math.max(deepest, labels[i].depth());
        }
        int[] ranks = new int[targets.length];
        for (int i = 0; i < targets.length; i++) {
            ranks[i] = deepest - labels[i].depth();
        }
        switches.emit(targets, ranks, emission.nesting);
    }

    /** Replaces each target by a stub that moves the values; returns the stubs by nesting depth. */
    private int[] stubs(Label[] labels, int[] targets) {
        int deepest = 0;
        for (int i = 0; i < targets.length; i++) {
            deepest = Math.max(deepest, labels[i].depth());
        }
        int[] stubs = new int[deepest + 1];
        Arrays.fill(stubs, -1);
        for (int i = 0; i < targets.length; i++) {
            int depth = labels[i].depth();
            if (stubs[depth] < 0) {
                stubs[depth] = code.newLabel();
            }
            targets[i] = stubs[depth];
        }
        return stubs;
    }

    private void placeStubs(Label[] labels, int count, int[] stubs) {
        for (int i = 0; i < count; i++) {
            int depth = labels[i].depth();
            if (stubs[depth] >= 0) {
                code.label(stubs[depth]);
                jumpTo(labels[i]);
                stubs[depth] = -1;
            }
        }
    }

    private void jumpTo(Label target) {
        if (!inPlace(target)) {
            copyTo(target);
        }
        code.goto_(Block.of(target).label);
    }

    /** {@code br_on_null}: the reference stays on the stack if it is not null. */
    void brOnNull(Label target) {
        branchOnReference(target, Opcodes.IFNULL, Opcodes.IFNONNULL, false);
    }

    /** {@code br_on_non_null}: the reference is the last value that the branch carries. */
    void brOnNonNull(Label target) {
        branchOnReference(target, Opcodes.IFNONNULL, Opcodes.IFNULL, true);
    }

    private void branchOnReference(Label target, int jump, int inverse, boolean carries) {
        emission.work.branchIf(target);
        settleAll();
        int top = stack.height() - 1;
        code.get(stack.slot(top, Kind.REFERENCE));
        if (!carries) {
            stack.pop(1);
        }
        if (inPlace(target)) {
            code.branch(jump, Block.of(target).label);
        } else {
            int skip = code.newLabel();
            code.branch(inverse, skip);
            copyTo(target);
            code.goto_(Block.of(target).label);
            code.label(skip);
        }
        if (carries) {
            stack.pop(1);
        } else {
            stack.inSlot(Kind.REFERENCE);
        }
    }
}
