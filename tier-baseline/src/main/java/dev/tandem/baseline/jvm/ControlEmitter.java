// SPDX-License-Identifier: Apache-2.0
package dev.tandem.baseline.jvm;

import dev.tandem.decoder.body.Label;
import dev.tandem.decoder.type.FunctionType;
import dev.tandem.ir.asm.jvm.CodeBuffer;
import dev.tandem.ir.asm.jvm.Kind;
import dev.tandem.ir.asm.jvm.Member;
import java.util.Arrays;
import org.objectweb.asm.Opcodes;

/** Blocks and branches. Values cross labels in the slots of the operand stack. */
final class ControlEmitter {
    private static final Member POLL =
            Member.method("dev/tandem/ir/jvm/BackEdgePoll", "check", "(Ldev/tandem/ir/vm/Context;)V");
    private static final Member UNREACHABLE =
            Member.method("dev/tandem/ir/jvm/support/Traps", "unreachable", "()Ldev/tandem/ir/trap/WasmTrap;");

    /** Longer tables are looked up. */
    private static final int MAX_SWITCH = 400;

    private final Emission emission;
    private final CodeBuffer code;
    private final OperandStack stack;
    private final ResultEmitter results;
    private final LargeSwitches largeSwitches;
    /** Label of the function's start; -1 if nothing jumps there. */
    private int start = -1;

    ControlEmitter(Emission emission, ResultEmitter results) {
        this.emission = emission;
        this.code = emission.code;
        this.stack = emission.stack;
        this.results = results;
        this.largeSwitches = new LargeSwitches(emission);
    }

    void begin(Label function, boolean restarts) {
        function.attachment = new Block(code.newLabel(), -1);
        code.cut(0);
        if (restarts) {
            start = code.newLabel();
            openLoop(start);
        }
    }

    /** Jumps to the function's start. */
    void restartFunction() {
        code.goto_(start);
    }

    /** Polls at the head: once an iteration. */
    private void openLoop(int label) {
        code.loop(label);
        code.context();
        code.invokeStatic(POLL);
    }

    void block(Label frame) {
        settleAll();
        frame.attachment = new Block(code.newLabel(), -1);
        emission.nesting = frame.depth();
    }

    void loop(Label frame) {
        settleAll();
        Block block = new Block(code.newLabel(), -1);
        frame.attachment = block;
        code.cut(frame.depth() - 1);
        openLoop(block.label);
        emission.nesting = frame.depth();
    }

    void if_(Label frame) {
        int jump = condition();
        Block block = new Block(code.newLabel(), code.newLabel());
        frame.attachment = block;
        code.branch(Jumps.inverse(jump), block.elseLabel);
        emission.nesting = frame.depth();
    }

    void else_(Label frame, boolean fallsThrough) {
        Block block = Block.of(frame);
        block.hasElse = true;
        if (fallsThrough) {
            settleAll();
            code.goto_(block.label);
        }
        place(block.elseLabel, frame.depth());
        restart(frame, false);
    }

    void end(Label frame, boolean fallsThrough) {
        Block block = Block.of(frame);
        if (frame.kind() == Label.Kind.FUNCTION) {
            endFunction(frame, block, fallsThrough);
            return;
        }
        emission.nesting = frame.depth() - 1;
        if (frame.isLoop()) {
            if (fallsThrough) {
                settleAll();
            } else {
                code.clearStack();
            }
            code.loopEnd(block.label);
            if (fallsThrough) {
                code.cut(emission.nesting);
                return;
            }
            place(code.newLabel(), emission.nesting);
        } else {
            boolean elseOpen = block.elseLabel >= 0 && !block.hasElse;
            if (fallsThrough && code.references(block.label) == 0 && !elseOpen) {
                return;
            }
            if (fallsThrough) {
                settleAll();
            }
            if (elseOpen) {
                place(block.elseLabel, emission.nesting);
            }
            place(block.label, emission.nesting);
        }
        restart(frame, true);
    }

    private void endFunction(Label frame, Block block, boolean fallsThrough) {
        if (code.references(block.label) == 0) {
            if (fallsThrough) {
                return_();
            }
        } else {
            if (fallsThrough) {
                settleAll();
            }
            place(block.label, 0);
            restart(frame, true);
            return_();
        }
        if (start >= 0) {
            code.loopEnd(start);
        }
    }

    private void place(int label, int nesting) {
        code.clearStack();
        emission.forgetStale();
        code.cut(nesting);
        code.label(label);
    }

    /** After a label: results, or the parameters of an else arm, are in their slots. */
    private void restart(Label frame, boolean atEnd) {
        stack.restart(frame.height());
        FunctionType type = frame.type();
        int count = atEnd ? type.resultCount() : type.parameterCount();
        for (int i = 0; i < count; i++) {
            stack.inSlot(Emission.kind(atEnd ? type.result(i) : type.parameter(i)));
        }
    }

    private void settleAll() {
        stack.flush();
        emission.settle();
    }

    /** Takes the condition on top, for a branch taken with the jump returned; all else is brought into slots. */
    private int condition() {
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
        int jump = condition();
        int label = Block.of(target).label;
        if (inPlace(target)) {
            code.branch(jump, label);
            return;
        }
        int skip = code.newLabel();
        code.branch(Jumps.inverse(jump), skip);
        copyTo(target);
        code.goto_(label);
        code.label(skip);
    }

    /** Copies the values that a branch carries from slot to slot; going up, since they only move down. */
    private void copyTo(Label target) {
        int count = target.branchArity();
        int from = stack.height() - count;
        for (int i = 0; i < count; i++) {
            Kind kind = Emission.kind(target.branchType(i));
            code.get(stack.slot(from + i, kind));
            code.set(stack.slot(target.height() + i, kind));
        }
    }

    void br(Label target) {
        if (target.kind() == Label.Kind.FUNCTION) {
            return_();
            return;
        }
        emission.settle();
        int count = target.branchArity();
        stack.needAlone(count);
        for (int i = count - 1; i >= 0; i--) {
            code.set(stack.slot(target.height() + i, Emission.kind(target.branchType(i))));
        }
        code.goto_(Block.of(target).label);
    }

    void brTable(Label[] labels, int count) {
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

    private void emitSwitch(Label[] labels, int[] targets) {
        if (targets.length <= MAX_SWITCH) {
            code.tableSwitch(targets, targets.length);
        } else {
            largeSwitches.emit(labels, targets);
        }
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

    void return_() {
        results.giveResults(emission.state().functionType());
    }

    void unreachable() {
        emission.site();
        code.invokeStatic(UNREACHABLE);
        code.throw_();
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
